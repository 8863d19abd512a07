/** Builds the site once and serves it under a sub-path for the tests of the page. */
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    pageUrl: string;
  }
}

export default async function servePage(project: TestProject) {
  const outDir = 'test-output/site';
  // The test runner's own mode would build React for development, which nobody is served.
  const mode = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  process.env.NODE_ENV = mode;
  const server = await preview({
    logLevel: 'warn',
    base: '/a/sub/path/',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 4391 },
  });
  const address = server.httpServer.address();
  if (!address || typeof address === 'string') throw new Error('The preview server has no port.');
  project.provide('pageUrl', `http://127.0.0.1:${address.port}/a/sub/path/`);
  return () => server.close();
}
