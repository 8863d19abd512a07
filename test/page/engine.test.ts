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
  // Measured times stand beside the engines, with their unit.
  for (const engine of ['TypeScript', 'WebAssembly']) {
    const option = sheet.getByRole('radio', { name: new RegExp(`^${engine} .* ms a slot`) });
    expect(await option.count(), engine).toBe(1);
  }
  await sheet.getByRole('heading', { name: 'Acting lag S = 1' }).waitFor();
  // Our kernels came, and nothing of TensorFlow.js.
  const engines = () => requests.filter((url) => /wasm|webgpu|tensorFlow/i.test(url));
  expect(engines().filter((url) => !url.includes('/kernels-'))).toEqual([]);

  await sheet.getByRole('radio', { name: /^Automatic/ }).focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown');
  await trains('tfjs-wasm');
  await sheet.getByText('WebAssembly, TensorFlow.js trains, as chosen.').waitFor();
  expect(engines().some((url) => url.includes('tfjs') && url.endsWith('.wasm'))).toBe(true);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Engine' }).getByRole('button').click();
  await sheet.getByRole('radio', { name: /^TypeScript/ }).check();
  await trains('typescript');
  const history = await sheet.getByRole('list').innerText();
  expect(history.replace(/\s+/g, ' ')).toMatch(
    /^from slot 0 WebAssembly .*WebAssembly, TensorFlow\.js .*TypeScript$/,
  );
  // The acting lag needs a new run: its setting is a click away, and asks.
  await sheet.getByRole('button', { name: 'Change S in the settings' }).click();
  const lag = page.getByRole('dialog', { name: 'Settings' }).getByRole('textbox', {
    name: /^Acting lag/,
  });
  await lag.fill('8');
  await lag.press('Enter');
  await page.getByRole('region', { name: 'A new run is waiting' }).waitFor();
  expect(problems).toEqual([]);
  expect(messages).toEqual([]);
  await close();
});
