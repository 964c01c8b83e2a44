import { defineConfig } from 'vite';

export default defineConfig({ server: { proxy: { '/linekeeper': 'http://localhost:3000' } } });
