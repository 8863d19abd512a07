/** VDN and centralised DQL beside the run, on the built page: switched on, and given the city. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CentralizedLearner } from '../../src/learning/centralized.ts';
import { packCentralized } from '../../src/learning/centralizedCheckpointFile.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const SMALL = '#v=1&preset=paper2x2&seed=2&speed=60&scenario.rows=1&scenario.slotsPerDay=24';
const companions = (page: Page) =>
  page.evaluate(() => globalThis.n2oPlayground!.state().companions);
const until = (page: Page, policy: string) =>
  page.waitForFunction(
    (wanted) => globalThis.n2oPlayground?.state().city.summary?.policy === wanted,
    policy,
  );

it('VDN and centralised DQL train beside the run and decide in the city, one after the other', async () => {
  const { page, problems, close } = await openPage(browser, {}, undefined, SMALL);
  const choice = page.getByLabel('Who decides what to rent?');
  for (const policy of ['vdn', 'centralized'] as const) {
    await choice.selectOption(policy);
    await until(page, policy);
    expect(await choice.inputValue()).toBe(policy);
  }
  // Both train on, none of them ahead of the run; only the city goes by one of them.
  const trained = async () => {
    const { vdn, centralized } = await companions(page);
    return [vdn.trainedSlots, centralized.trainedSlots];
  };
  const before = await trained();
  await page.waitForFunction(([vdn, centralized]) => {
    const now = globalThis.n2oPlayground!.state().companions;
    return now.vdn.trainedSlots > vdn! && now.centralized.trainedSlots > centralized!;
  }, before);
  // A click pauses the run, and them with it.
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setTrainingRunning(false));
  await page.waitForFunction(() => {
    const { vdn, centralized } = globalThis.n2oPlayground!.state().companions;
    return vdn.status === 'paused' && centralized.status === 'paused';
  });
  const rested = await trained();
  const run = await page.evaluate(
    () => globalThis.n2oPlayground!.state().training.summary!.trainedSlots,
  );
  expect(Math.max(...rested)).toBeLessThanOrEqual(run);
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setTrainingRunning(true));
  await page.waitForFunction(
    (slots) => globalThis.n2oPlayground!.state().companions.centralized.trainedSlots > slots!,
    rested[1],
  );
  // Switched off, they are gone; the city keeps what it had.
  await page.evaluate(() => {
    const { commands } = globalThis.n2oPlayground!;
    commands.setCompanion('vdn', false);
    commands.setCompanion('centralized', false);
  });
  await page.waitForFunction(() => {
    const { vdn, centralized } = globalThis.n2oPlayground!.state().companions;
    return vdn.status === 'idle' && centralized.status === 'idle';
  });
  await choice.selectOption('maDql');
  await until(page, 'maDql');
  expect(problems).toEqual([]);
  await close();
});

it('a checkpoint of centralised DQL is refused with the reason, and the run goes on', async () => {
  const learner = new CentralizedLearner({
    scenario: parseScenario({ rows: 1, columns: 2 }),
    learner: parseLearner({ episodes: 10 }),
    centralized: parseCentralized({ hidden: [4] }),
    seed: 1,
  });
  const bytes = await packCentralized(learner.checkpoint());
  const { page, problems, close } = await openPage(browser, {}, undefined, SMALL);
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 0,
  );
  const dataTransfer = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    transfer.items.add(new File([data], 'centralized.gz'));
    return transfer;
  }, Buffer.from(bytes).toString('base64'));
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await page.getByText('Drop it to open it').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer });
  await page
    .getByRole('region', { name: 'Messages' })
    .getByText(/checkpoint\.format: "n2o-centralized-checkpoint" is not allowed/)
    .waitFor();
  const state = await page.evaluate(() => {
    const { draft, training } = globalThis.n2oPlayground!.state();
    return { draft, slots: training.summary!.trainedSlots };
  });
  expect(state.draft).toBeNull();
  await page.waitForFunction(
    (slots) => globalThis.n2oPlayground!.state().training.summary!.trainedSlots > slots,
    state.slots,
  );
  expect(problems).toEqual([]);
  await close();
});
