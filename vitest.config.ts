import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { assemblyScriptPlugin } from './build/assemblyScript.ts';
import { chromiumFlags, chromiumOrExit } from './test/support/chromium.ts';

const browserTests = 'test/**/*.browser.test.{ts,tsx}';
const pageTests = 'test/page/**/*.test.ts';

/** A loaded machine may miss one moment of a worker or a page. On a desk that has to be seen. */
const retry = process.env.CI ? 1 : 0;

export default defineConfig(() => ({
  test: {
    reporters: ['default', './test/support/countReporter.ts'],
    projects: [
      {
        test: {
          name: 'core',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [browserTests, pageTests],
          setupFiles: ['./test/support/propertySeed.ts'],
          testTimeout: 120_000,
        },
      },
      {
        plugins: [react(), assemblyScriptPlugin()],
        // Bundled before the tests: a dependency found while they run would reload the page.
        optimizeDeps: {
          include: [
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgpu',
            '@tensorflow/tfjs-core',
            'comlink',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'zod/mini',
            'zustand',
            'zustand/react/shallow',
            'zustand/vanilla',
          ],
        },
        test: {
          name: 'browser',
          include: [browserTests],
          retry,
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromiumOrExit(), args: chromiumFlags },
            }),
            instances: [{ browser: 'chromium' as const }],
          },
        },
      },
      {
        test: {
          name: 'page',
          environment: 'node',
          include: [pageTests],
          globalSetup: ['./test/support/servePage.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          retry,
        },
      },
    ],
  },
}));
