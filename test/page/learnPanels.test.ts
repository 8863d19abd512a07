/** Stage Learn's panels on the built page: Rivals with Table II, and Change with its control. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

/** The address follows the page at its own pace, and a machine may be busy. */
const PATIENT = { timeout: 15_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const summary = () => globalThis.n2oPlayground!.state();

it('Rivals: the wall and Table II in numbers; a learner beside it joins the chart', async () => {
  const { page, problems, close } = await openPage(browser, {}, undefined, '#v=1&stage=learn');
  await page.getByRole('tab', { name: 'Rivals' }).waitFor();
  await page.keyboard.press('v');
  const table = page.locator('.learn-table-two');
  await expect.poll(() => table.textContent(), PATIENT).toContain('19,683');
  const text = await table.textContent();
  for (const part of ['504 B', 'paper: 504 B', '86,592 B', '27 to 243', 'paper: 106 MB']) {
    expect(text).toContain(part);
  }
  const wall = await page.locator('.learn-wall').textContent();
  expect(wall).toContain('43,046,721');
  expect(wall).toContain('does not fit');
  // What the run's worker has set aside, in the table's own words.
  const { memory } = (await page.evaluate(summary)).training.summary!;
  expect(memory.engine).toBeGreaterThan(230_000);
  expect(await table.textContent()).toMatch(/Training, measured now–switch it on above\d+ kB/);
  await page.getByLabel('Train VDN beside this run').click();
  await page.waitForFunction(() => globalThis.n2oPlayground!.state().companions.vdn.episode > 30);
  await expect
    .poll(
      () => page.locator('.learn-beside[aria-label=VDN] .learn-beside-newest').textContent(),
      PATIENT,
    )
    .toMatch(/earned lately[−\d]/);
  await expect.poll(() => page.evaluate(() => location.hash), PATIENT).toContain('learn=rivals');
  await page.getByLabel('Train VDN beside this run').click();
  await page.waitForFunction(
    () => globalThis.n2oPlayground!.state().companions.vdn.status === 'idle',
  );
  expect(problems).toEqual([]);
  await close();
});

it('Change: an unchanged run is there before the change, and the numbers compare the two', async () => {
  const hash = '#v=1&stage=learn&preset=paper2x2&learn=change';
  const { page, problems, close } = await openPage(browser, {}, undefined, hash);
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 50,
  );
  await page.getByRole('button', { name: 'Prices rise by half' }).click();
  await page.waitForFunction(() => globalThis.n2oPlayground!.state().scenario.priceMaximum === 60);
  const { from } = (await page.evaluate(summary)).companions.control;
  expect(from).toBeGreaterThan(0);
  await expect
    .poll(() => page.locator('.learn-change').textContent(), { timeout: 60_000 })
    .toContain('first day against it');
  const log = await page.evaluate(() =>
    globalThis.n2oPlayground!.record().training.filter(({ type }) => type === 'scenario'),
  );
  expect(log).toHaveLength(1);
  expect(log[0]!.slot).toBeGreaterThanOrEqual(from);
  expect(problems).toEqual([]);
  await close();
});

it('Change: what is planned stands in the link and is made by page and training; the past refuses', async () => {
  const hash = '#v=1&stage=learn&preset=paper2x2&learn=change&training=paused';
  const { page, close } = await openPage(browser, {}, undefined, hash);
  await page.getByLabel(/^Episode \(/).fill('20');
  await page.getByLabel('What changes').selectOption('own');
  await page.getByLabel('field=value, …').fill('demandScale=3');
  await page.getByRole('button', { name: 'Plan it' }).click();
  await expect
    .poll(() => page.locator('.learn-schedule').textContent(), PATIENT)
    .toContain('demandScale=3');
  await expect.poll(() => page.evaluate(() => location.hash), PATIENT).toContain('schedule=');
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setTrainingRunning(true));
  await page.waitForFunction(() => globalThis.n2oPlayground!.state().scenario.demandScale === 3);
  await expect.poll(() => page.locator('.learn-schedule').textContent(), PATIENT).toContain('made');
  await page.getByLabel(/^Episode \(/).fill('5');
  await page.getByRole('button', { name: 'Plan it' }).click();
  await expect
    .poll(() => page.locator('.notices').textContent(), PATIENT)
    .toContain('an episode after the one under way');
  const { schedule } = await page.evaluate(summary);
  expect(schedule).toEqual([{ episode: 20, scenario: { demandScale: 3 } }]);
  await close();
});
