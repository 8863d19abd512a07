/** Opens the built site in Chromium and listens for everything that should not happen. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { chromiumFlags, findChromium } from './chromium.ts';

export interface OpenPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, failed requests and requests to other origins. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
}

export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const url = inject('pageUrl');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const { origin } = new URL(url);
    const target = request.url();
    if (!target.startsWith(origin) && !/^(blob|data):/.test(target)) {
      problems.push(`leaves the origin: ${target}`);
    }
  });
  await page.goto(url);
  return { page, problems, close: () => context.close() };
}
