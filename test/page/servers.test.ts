/** Servers come to and go from the run that goes on, on the built page. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

const PATIENT = { timeout: 15_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const trained = (page: Page) =>
  page.evaluate(() => globalThis.n2oPlayground!.state().training.summary!.trainedSlots);

/** Goes on with the draft's servers, and waits until the city shows so many. */
async function goOn(page: Page, servers: number) {
  await page.getByRole('button', { name: 'Go on with these servers' }).click();
  await page.waitForFunction((count) => {
    const { draft, city } = globalThis.n2oPlayground!.state();
    return draft === null && city.summary?.servers.length === count;
  }, servers);
}

it('one leaves and one joins while they train, and everything keeps its name', async () => {
  const { page, problems, close } = await openPage(browser, {}, undefined, '#v=1&preset=paper2x2');
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 200,
  );
  const before = await page.evaluate(() => globalThis.n2oPlayground!.record().setup);
  await page.getByRole('button', { name: 'Edit the city' }).click();
  await page.locator('.edit-handle').nth(0).focus();
  await page.keyboard.press('Delete');
  const bar = page.getByRole('region', { name: 'A new run is waiting' });
  await expect
    .poll(() => bar.innerText(), PATIENT)
    .toContain('Or the run goes on: server 0 leaves.');
  expect(await bar.innerText()).toContain('2 get other inputs and 1 keep every weight');
  const slots = await trained(page);
  await goOn(page, 3);
  // No slot is lost, and it is the same run.
  expect(await trained(page)).toBeGreaterThanOrEqual(slots);
  expect(await page.evaluate(() => globalThis.n2oPlayground!.record().setup)).toEqual(before);
  await expect
    .poll(() => page.locator('.notices').innerText(), PATIENT)
    .toMatch(
      /server 0 leaves\. Other inputs for the LSMs of 1, 2: .* Those of 3 keep every weight/,
    );
  expect(await page.locator('.notices').innerText()).toMatch(/spectral gap of W 0\.\d+ → 0\.\d+/);

  // A server in the middle: the id of the one that left is not given again.
  await page.evaluate(() => {
    const { scenario } = globalThis.n2oPlayground!.state();
    if (scenario.sites === 'grid') throw new Error('they stand where they are listed');
    const { commands } = globalThis.n2oPlayground!;
    commands.changeScenario({ sites: [...scenario.sites, { x: 65, y: 65 }] });
  });
  await goOn(page, 4);
  expect(await page.evaluate(() => globalThis.n2oPlayground!.state().scenario.serverIds)).toEqual({
    ids: [1, 2, 3, 4],
    next: 5,
  });
  await page.keyboard.press('2');
  const names = page.locator('.learn-tile-button');
  await expect
    .poll(() => names.evaluateAll((all) => all.map((each) => each.ariaLabel)), PATIENT)
    .toEqual(['server 1', 'server 2', 'server 3', 'server 4']);
  // The address leads to the city as it is now.
  await expect.poll(() => page.evaluate(() => location.hash), PATIENT).toContain('serverIds');
  expect(problems).toEqual([]);
  await close();
});

it('the last two cannot be removed, and a change of the ground still needs a new run', async () => {
  const hash = '#v=1&scenario.rows=1&scenario.columns=2';
  const { page, problems, close } = await openPage(browser, {}, undefined, hash);
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 50,
  );
  await page.getByRole('button', { name: 'Edit the city' }).click();
  await page.locator('.edit-handle').nth(0).focus();
  await page.keyboard.press('Delete');
  await expect
    .poll(() => page.locator('body').innerText(), PATIENT)
    .toContain('At least 2 servers stay: one alone has nobody to agree with.');
  expect(await page.evaluate(() => globalThis.n2oPlayground!.state().draft)).toBeNull();
  await page.evaluate(() => globalThis.n2oPlayground!.commands.changeScenario({ rows: 2 }));
  await page.getByRole('button', { name: 'Start the new run' }).waitFor();
  expect(await page.getByRole('button', { name: 'Go on with these servers' }).count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});
