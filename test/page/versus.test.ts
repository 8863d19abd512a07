/** Two policies side by side and the editor of one server, on the built page. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

it.each([
  ['a laptop', {}],
  ['a phone', phone],
])(
  'two policies side by side on %s: chosen, compared day by day, in the link',
  async (_, options) => {
    const hash = '#v=1&preset=paper2x2&seed=2&training=paused&speed=60&scenario.slotsPerDay=24';
    const { page, problems, close } = await openPage(browser, options, undefined, hash);
    await page.getByLabel('Who decides what to rent?').selectOption('fixed1');
    await page.getByLabel('Compare with').selectOption('fixed0');
    await page.getByRole('img', { name: /The same city run by/ }).waitFor();
    await page.waitForFunction(
      () =>
        (globalThis.n2oPlayground?.state().city.summary?.rival?.comparison.days.length ?? 0) > 2,
    );
    await page.getByText(/95 % interval over \d+ whole days/).waitFor();
    const rival = await page.evaluate(() => globalThis.n2oPlayground!.state().city.summary!.rival!);
    // Who rents nothing earns nothing.
    expect(rival.decisions).toEqual([0, 0, 0, 0]);
    expect(rival.comparison.rival).toBe(0);
    const twin = await page
      .getByRole('img', { name: /server 0 rents 0, server 1 rents 0/ })
      .count();
    expect(twin).toBe(1);
    await page.waitForFunction(() => location.hash.includes('rival=fixed0'));
    // Nothing is wider than the screen.
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);

    await page.getByLabel('Compare with').selectOption('n2o');
    await page.getByLabel('and reads its decision from').selectOption('sweep');
    await page.waitForFunction(() => location.hash.includes('rival=n2o.sweep'));
    await page.reload();
    await page.waitForFunction(
      () => globalThis.n2oPlayground?.state().city.summary?.rival?.readOut === 'sweep',
    );
    await page.getByLabel('Compare with').selectOption('');
    await page.waitForFunction(() => !location.hash.includes('rival='));
    expect(await page.getByRole('img', { name: /The same city run by/ }).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  },
);

it('one server changes its prices and zone at once, and its levels with a new run', async () => {
  const hash = '#v=1&preset=paper2x2&seed=2&select=1&city=paused';
  const { page, problems, close } = await openPage(browser, {}, undefined, hash);
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 0,
  );
  await page.getByText('Change this server').click();
  const lowest = page.getByLabel('Lowest price of server 1');
  await lowest.fill('5');
  await lowest.press('Enter');
  await page.getByLabel('Zone of its cell').selectOption('school');
  const scenario = () => page.evaluate(() => globalThis.n2oPlayground!.state().scenario);
  expect((await scenario()).priceRanges).toEqual([
    { minimum: 20, maximum: 40 },
    { minimum: 5, maximum: 40 },
    { minimum: 20, maximum: 40 },
    { minimum: 20, maximum: 40 },
  ]);
  expect((await scenario()).zones).toContain('school');
  expect(await page.evaluate(() => globalThis.n2oPlayground!.state().draft)).toBeNull();
  await page.getByLabel('Rents at most').selectOption('5');
  const drafted = await page.evaluate(
    () => globalThis.n2oPlayground!.state().draft?.scenario.levels,
  );
  expect(drafted).toEqual([3, 5, 3, 3]);
  expect((await scenario()).levels).toBe(3);
  await page.getByRole('button', { name: 'As the others' }).click();
  expect((await scenario()).priceRanges).toBe('shared');
  expect(problems).toEqual([]);
  await close();
});
