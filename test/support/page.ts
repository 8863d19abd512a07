/** Opens the built site in Chromium and listens for everything that should not happen. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { chromiumFlags, findChromium } from './chromium.ts';

export interface OpenPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, failed requests and requests to other origins. */
  readonly problems: readonly string[];
  /** Everything that was written to the console, of any kind. */
  readonly messages: readonly string[];
  close(): Promise<void>;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
}

/**
 * @param prepare called before the page is loaded, e.g. for scripts that run before its own
 * @param hash what stands behind the address, with its `#`
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => {},
  hash = '',
): Promise<OpenPage> {
  const url = inject('pageUrl');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  const messages: string[] = [];
  page.on('console', (message) => {
    messages.push(message.text());
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // What a page was still loading when it was left or loaded again did not fail.
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed (${reason}): ${request.url()}`);
  });
  page.on('request', (request) => {
    const { origin } = new URL(url);
    const target = request.url();
    if (!target.startsWith(origin) && !/^(blob|data):/.test(target)) {
      problems.push(`leaves the origin: ${target}`);
    }
  });
  await prepare(page);
  await page.goto(url + hash);
  return { page, problems, messages, close: () => context.close() };
}
