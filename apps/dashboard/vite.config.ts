import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = 'http://127.0.0.1:3000';

// The server refuses what other origins send with a cookie; while developing, this one stands for its own.
const proxied = { target: API, headers: { origin: API } };

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // The Content-Security-Policy of the host takes no data: addresses.
    assetsInlineLimit: 0,
    target: 'es2023',
  },
  server: { proxy: { '/trpc': proxied, '/api': proxied } },
});
