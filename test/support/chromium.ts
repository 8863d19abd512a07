/** Finds a Chromium for the browser tests, or installs one; one line says why where neither works. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

/**
 * Flags every test browser starts with: no sandbox (root), software WebGPU, and none of the
 * browser's own traffic to the network.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

function installed(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH: ${named} does not exist; allowed: the path of a Chromium`);
  }
  for (const name of names) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  const bundled = chromium.executablePath();
  return existsSync(bundled) ? bundled : undefined;
}

function run(command: string, args: string[]): boolean {
  process.stderr.write(`No Chromium found; trying: ${command} ${args.join(' ')}\n`);
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Path of a Chromium on this machine. Looks at CHROMIUM_PATH, the usual names and Playwright's own
 * download; else installs one, with apt as root or by Playwright's download.
 *
 * @throws Error with one line of advice where no way leads to a browser
 */
export function findChromium(): string {
  const present = installed();
  if (present) return present;
  const isRoot = process.getuid?.() === 0;
  const hasApt = spawnSync('which', ['apt-get']).status === 0;
  if (isRoot && hasApt) {
    run('apt-get', ['update', '-qq']);
    if (run('apt-get', ['install', '-y', '-qq', 'chromium'])) {
      const path = installed();
      if (path) return path;
    }
  }
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core')), 'cli.js');
  const dependencies = isRoot && hasApt ? ['--with-deps'] : [];
  if (run(process.execPath, [cli, 'install', ...dependencies, 'chromium'])) {
    const path = installed();
    if (path) return path;
  }
  throw new Error(
    'The browser tests need a Chromium: install one (its path in CHROMIUM_PATH if it has another name), or run the tests as root so that they can.',
  );
}

/** As `findChromium`, for a configuration file: says the one line and ends where there is none. */
export function chromiumOrExit(): string {
  try {
    return findChromium();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
