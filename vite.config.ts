import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { assemblyScriptPlugin } from './build/assemblyScript.ts';
import { contentPolicyPlugin } from './contentPolicy.ts';

/** Relative base: the built site works under any path of any static host. */
export default defineConfig({
  base: './',
  plugins: [react(), contentPolicyPlugin(), assemblyScriptPlugin()],
  worker: { format: 'es', plugins: () => [assemblyScriptPlugin()] },
  build: {
    target: 'es2023',
    sourcemap: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // One file for the first paint: split by who else needs them, its parts compress worse.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
});
