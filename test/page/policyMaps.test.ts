/** Policy maps of any two policies in the built page: counted, progressive, read cell by cell. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function openMaps(options = {}) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 60,
  );
  await page.evaluate(() => {
    const { commands } = globalThis.n2oPlayground!;
    commands.setTrainingRunning(false);
    commands.setStage('learn');
    commands.setLearnPanel('policies');
  });
  await page.locator('.maps-servers').waitFor({ timeout: 60_000 });
  return opened;
}

it('two policies play the same days; another choice plays again; cells are read by keyboard', async () => {
  const { page, problems, close } = await openMaps();
  const done = () => page.locator('.maps-run').textContent();
  await expect.poll(done, { timeout: 60_000 }).toContain('20 days');
  await page.getByLabel('Left').selectOption('fixed1');
  await page.getByLabel('Right').selectOption('fixed2');
  await expect.poll(done, { timeout: 60_000 }).toContain('20 days');
  const summary = () => page.locator('.maps-summary').textContent();
  await expect.poll(summary).toContain('decide otherwise in 100 % of the slots at server 0');
  expect(await summary()).toContain('rents 1.00 units');
  await page.getByRole('application', { name: 'Where the two policies decide otherwise' }).focus();
  await page.keyboard.press('ArrowRight');
  const readout = () => page.locator('.maps-readout').textContent();
  await expect.poll(readout).toContain('Hour 12');
  expect(await readout()).toContain('They differ in 100 % of these slots.');
  await page.getByRole('button', { name: /^Server 4:/ }).click();
  await expect.poll(summary).toContain('at server 4');
  expect(problems).toEqual([]);
  await close();
});

it('learners beside the run are offered once they have learnt, and play as themselves', async () => {
  const { page, problems, close } = await openMaps();
  const options = () => page.getByLabel('Left').locator('option').allTextContents();
  expect(await options()).not.toContain('VDN');
  expect(await page.locator('.maps-head').textContent()).toContain('switch them on in Rivals');
  await page.evaluate(() => {
    const { commands } = globalThis.n2oPlayground!;
    commands.setCompanion('vdn', true);
    commands.setCompanion('centralized', true);
    commands.setTrainingRunning(true);
  });
  await page.waitForFunction(() => {
    const { vdn, centralized } = globalThis.n2oPlayground!.state().companions;
    return vdn.trainedSlots > 60 && centralized.trainedSlots > 60;
  });
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setTrainingRunning(false));
  await page.getByLabel('Left').selectOption('vdn');
  await page.getByLabel('Right').selectOption('centralized');
  const done = () => page.locator('.maps-run').textContent();
  await expect.poll(done, { timeout: 60_000 }).toContain('20 days');
  const summary = await page.locator('.maps-summary').textContent();
  expect(summary).toMatch(/VDN.* and Centralised DQL.* decide otherwise in \d+ % of the slots/);
  // Two ways of learning, two policies: not one under two names.
  expect(summary).not.toContain('in 0 % over all servers');
  expect(problems).toEqual([]);
  await close();
});

it('fits a phone', async () => {
  const { page, close } = await openMaps({ viewport: { width: 390, height: 844 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await close();
});
