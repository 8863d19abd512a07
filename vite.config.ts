import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Relative base: the built site works under any path of any static host. */
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: true, assetsInlineLimit: 0 },
});
