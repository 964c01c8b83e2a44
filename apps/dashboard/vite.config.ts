import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // The server's Content-Security-Policy doesn't allow data: URLs.
    assetsInlineLimit: 0,
    target: 'es2023',
  },
});
