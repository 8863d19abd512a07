/** The built page under its sub-path: engines chosen by keyboard, and which one really trains. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it.each([
  ['a laptop', { viewport: { width: 1440, height: 900 } }],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
])('engines are chosen by keyboard on %s, and what trains is named', async (_, options) => {
  const { page, problems, messages, close } = await openPage(browser, options);
  const requests: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));
  const trains = (engine: string) =>
    page.waitForFunction((wanted) => {
      const summary = globalThis.n2oPlayground?.state().training.summary;
      return summary?.engine === wanted && summary.slotsPerSecond > 0;
    }, engine);
  await trains('wasm');
  await page.keyboard.press('w');
  const sheet = page.getByRole('dialog', { name: 'What trains here' });
  await sheet.getByText('google swiftshader (software)').first().waitFor();
  await sheet.getByText('is software on the processor and slower').waitFor();
  await sheet.getByText(/^WebAssembly trains: .* against .* in TypeScript/).waitFor();
  // Our kernels came, and nothing of TensorFlow.js.
  const engines = () => requests.filter((url) => /wasm|webgpu|tensorFlow/i.test(url));
  expect(engines().filter((url) => !url.includes('/kernels-'))).toEqual([]);

  await sheet.getByRole('radio', { name: /^Automatic/ }).focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
  await trains('tfjs-wasm');
  await sheet.getByText('WebAssembly, TensorFlow.js trains, as chosen.').waitFor();
  expect(engines().some((url) => url.includes('tfjs') && url.endsWith('.wasm'))).toBe(true);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Engine' }).getByRole('button').click();
  await sheet.getByRole('radio', { name: /^TypeScript/ }).check();
  await trains('typescript');
  expect(problems).toEqual([]);
  expect(messages).toEqual([]);
  await close();
});
