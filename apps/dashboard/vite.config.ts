import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // The Content-Security-Policy of the host takes no data: addresses.
    assetsInlineLimit: 0,
    target: 'es2023',
  },
});
