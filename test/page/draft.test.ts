/** The bar that asks before a new run, on the built page: by mouse, by keyboard and on phones. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const isTrained = () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 0;
const bar = (page: Page) => page.getByRole('region', { name: 'A new run is waiting' });
const draft = (page: Page) => page.evaluate(() => globalThis.n2oPlayground!.state().draft);

it('is asked and answered by keyboard, and the focus stays where it was', async () => {
  const { page, problems, close } = await openPage(browser);
  await page.waitForFunction(isTrained);
  await page.keyboard.press('r');
  await bar(page).waitFor();
  expect(await bar(page).innerText()).toContain('Start again from seed 1');
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await page.keyboard.press('Escape');
  await bar(page).waitFor({ state: 'detached' });
  const trained = await page.evaluate(
    () => globalThis.n2oPlayground!.state().training.summary!.trainedSlots,
  );
  expect(trained).toBeGreaterThan(0);

  const seed = page.getByRole('textbox', { name: 'Seed' });
  await page.locator('details.more').evaluate((details: HTMLDetailsElement) => {
    details.open = true;
  });
  await seed.fill('7');
  await seed.press('Enter');
  await bar(page).waitFor();
  expect(await seed.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await bar(page).innerText()).toContain('Seed 1 → 7');
  // Taken back, there is nothing to ask.
  await seed.fill('1');
  await seed.press('Enter');
  await bar(page).waitFor({ state: 'detached' });

  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('r');
  await bar(page).waitFor();
  await page.keyboard.press('Enter');
  await bar(page).waitFor({ state: 'detached' });
  await page.waitForFunction(isTrained);
  expect(problems).toEqual([]);
  await close();
});

it('closes after the sheets that are open over it', async () => {
  const { page, close } = await openPage(browser);
  await page.waitForFunction(isTrained);
  await page.keyboard.press('r');
  await bar(page).waitFor();
  await page.keyboard.press(',');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' });
  expect(await draft(page)).not.toBeNull();
  await page.keyboard.press('Escape');
  expect(await draft(page)).toBeNull();
  await close();
});

/** Whether an element can be scrolled to a place where the bar does not cover it. */
async function isClear(page: Page, selector: string): Promise<boolean> {
  const element = page.locator(selector).last();
  await element.evaluate((each) => each.scrollIntoView({ block: 'end' }));
  const [one, other] = [await element.boundingBox(), await bar(page).boundingBox()];
  if (!one || !other) throw new Error(`${selector} is not shown`);
  return (
    one.y + one.height <= other.y ||
    one.y >= other.y + other.height ||
    one.x + one.width <= other.x ||
    one.x >= other.x + other.width
  );
}

describe.each([
  [1440, 900],
  [1024, 700],
  [390, 844],
  [360, 640],
])('in a window of %i x %i', (width, height) => {
  it('leaves transport and last controls free, in the drawer too', async () => {
    const options = { viewport: { width, height }, hasTouch: width < 700, isMobile: width < 700 };
    const { page, close } = await openPage(browser, options);
    await page.waitForFunction(isTrained);
    await page.evaluate(() => {
      const { commands } = globalThis.n2oPlayground!;
      commands.changeScenario({ rows: 4, columns: 4, coverageRadius: 90, linkRadius: 80 });
      commands.changeLearner({ batchSize: 64, valueScale: 20 });
      commands.setSeed(12345);
    });
    await bar(page).waitFor();
    await page.waitForFunction(
      () => document.documentElement.style.getPropertyValue('--draft-room') !== '',
    );
    expect(await bar(page).innerText()).toContain('and 3 more');
    const box = (await bar(page).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.height).toBeLessThan(height / 3);
    expect(await isClear(page, '.transport button')).toBe(true);
    expect(await isClear(page, '.panel-settings :is(button, input, select)')).toBe(true);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
    await page.keyboard.press(',');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    expect(await isClear(page, '.drawer :is(button, input, select)')).toBe(true);
    await bar(page).getByRole('button', { name: 'Keep this run' }).click();
    expect(await draft(page)).toBeNull();
    await close();
  });
});
