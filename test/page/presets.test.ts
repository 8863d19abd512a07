/** Every preset opens from its link, moves and trains, the city of a hundred servers too. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRESET_IDS } from '../../src/app/presets.ts';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it.each(PRESET_IDS)('%s', async (id) => {
  const hash = `#v=1&stage=city&preset=${id}&seed=1`;
  const { page, problems, close } = await openPage(browser, {}, undefined, hash);
  await page.waitForFunction(() => {
    const state = globalThis.n2oPlayground?.state();
    return (state?.city.summary?.slot ?? 0) > 1 && (state?.training.summary?.trainedSlots ?? 0) > 2;
  });
  expect(await page.evaluate(() => globalThis.n2oPlayground!.state().preset)).toBe(id);
  // When the prices rise is seen before they do.
  expect(await page.getByText('prices × 3').count()).toBe(id === 'priceShock' ? 1 : 0);
  if (id === 'paper10x10') {
    // The gap between two frames while a hundred servers train: told, since machines differ.
    const longest = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const gaps: number[] = [];
          let before = performance.now();
          const frame = (now: number) => {
            gaps.push(now - before);
            before = now;
            if (gaps.length < 90) requestAnimationFrame(frame);
            else resolve(Math.max(...gaps.slice(1)));
          };
          requestAnimationFrame(frame);
        }),
    );
    process.stdout.write(`10 x 10, training: longest frame gap ${longest.toFixed(0)} ms\n`);
    await page.keyboard.press('3');
    await page.waitForFunction(
      () => globalThis.n2oPlayground?.state().agreement.status === 'ready',
    );
  }
  expect(problems).toEqual([]);
  await close();
});
