/** Stage Learn on the built page: by mouse, by keyboard and on a phone, with the core's numbers. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halfInterval, mean } from '../../src/experiments/statistics.ts';
import { typicalObservations } from '../../src/experiments/typicalDay.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { policyMap } from '../../src/learning/policyMap.ts';
import type { TrainingEvent } from '../../src/session/events.ts';
import { citySeed, type RunSetup } from '../../src/session/setup.ts';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A small run of few episodes on the engine that is the same everywhere, on stage Learn. */
async function openLearn(options = {}, episodes = 30) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  // Where nothing has been learnt yet, a draft would begin before it is complete.
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 0,
  );
  await page.evaluate((planned) => {
    const { commands } = globalThis.n2oPlayground!;
    commands.setTrainingRunning(false);
    commands.setEngine('typescript');
    commands.startPreset('paper2x2');
    commands.changeLearner({ episodes: planned });
    commands.startDraft();
    commands.setTrainingRunning(true);
    commands.setStage('learn');
  }, episodes);
  await page
    .getByRole('heading', { level: 1, name: 'What does each site learn' })
    .waitFor({ timeout: 60_000 });
  return opened;
}

/** Until the plan is done and everything that was learnt is told. */
async function untilDone(page: Page, episodes = 30) {
  await page.waitForFunction((planned) => {
    const { summary, status } = globalThis.n2oPlayground!.state().training;
    return summary?.episode === planned && status === 'paused';
  }, episodes);
}

/** Looks again and again: a busy machine takes its time. */
const soon = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 60_000 });

const hero = (page: Page) => page.getByRole('slider', { name: /Learning curve/ });
const story = (page: Page) => page.locator('.learn-stage .learn-readout');

/** The same training in the test's own process. */
function alone(setup: RunSetup, events: readonly TrainingEvent[] = []): MultiAgentLearner {
  const learner = new MultiAgentLearner(setup);
  const { episodes } = setup.learner;
  while (learner.episode < episodes) {
    for (const event of events) {
      if (event.slot !== learner.slots) continue;
      if (event.type === 'scenario') learner.applyScenario(event.scenario);
    }
    learner.advance();
  }
  return learner;
}

async function setupOf(page: Page): Promise<RunSetup> {
  return JSON.parse(
    await page.evaluate(() => JSON.stringify(globalThis.n2oPlayground!.record().setup)),
  );
}

const oneDecimal = (value: number) => value.toFixed(1).replace('-', '−');

describe('the curve', () => {
  it('reads the core’s own numbers, by mouse and by keyboard, and keeps what is pinned', async () => {
    const { page, problems, close } = await openLearn();
    await untilDone(page);
    const setup = await setupOf(page);
    const curve = alone(setup).curve(0).systemReward;

    const box = (await hero(page).boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.4, box.y + 120);
    await soon(() => story(page).innerText()).toMatch(/^Episode \d+:/);
    const [, episode, reward] = /^Episode (\d+): reward (\S+) a slot/.exec(
      await story(page).innerText(),
    )!;
    expect(reward).toBe(oneDecimal(curve[Number(episode) - 1]!));
    expect(await hero(page).getAttribute('aria-valuenow')).toBe(episode);

    await page.mouse.click(box.x + box.width * 0.4, box.y + 120);
    await page.mouse.move(5, 5);
    await soon(() => story(page).innerText()).toContain('Pinned');
    // It stays where it is on other stages, and on coming back.
    await page.evaluate(() => globalThis.n2oPlayground!.commands.setStage('city'));
    await page.getByRole('heading', { level: 1, name: 'Where does the demand' }).waitFor();
    await page.evaluate(() => globalThis.n2oPlayground!.commands.setStage('learn'));
    await soon(() => story(page).innerText()).toContain(`Episode ${episode}:`);

    await hero(page).focus();
    await page.keyboard.press('Home');
    await soon(() => story(page).innerText()).toContain('Episode 1:');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await soon(() => story(page).innerText()).toContain('Episode 3:');
    expect(await story(page).innerText()).toContain(`reward ${oneDecimal(curve[2]!)} a slot`);
    await page.keyboard.press('Escape');
    await soon(() => story(page).innerText()).toContain('Point at the curve');
    // The keys read the curve; they did not train another slot.
    const slots = await page.evaluate(
      () => globalThis.n2oPlayground!.state().training.summary!.trainedSlots,
    );
    expect(slots).toBe(180);
    expect(problems).toEqual([]);
    await close();
  });

  it('carries the interval over seeds, repeated with what this run had changed', async () => {
    const { page, problems, close } = await openLearn();
    await page.evaluate(() =>
      globalThis.n2oPlayground!.commands.changeScenario({ demandScale: 2 }),
    );
    await untilDone(page);
    await page.getByRole('radio', { name: '+1' }).check({ force: true });
    await page.getByText('n = 2 seeds (1 to 2)').waitFor({ timeout: 60_000 });
    const setup = await setupOf(page);
    const events = await page.evaluate(() =>
      JSON.stringify(globalThis.n2oPlayground!.record().training),
    );
    const changes = JSON.parse(events) as TrainingEvent[];
    const curves = [setup.seed, setup.seed + 1].map(
      (seed) => alone({ ...setup, seed }, changes).curve(0).systemReward,
    );
    await hero(page).focus();
    await page.keyboard.press('Home');
    // In the first episode the running mean is the episode itself.
    const values = curves.map((curve) => curve[0]!);
    const interval = `${oneDecimal(mean(values))} ± ${oneDecimal(halfInterval(values)!)}`;
    await soon(() => story(page).innerText()).toContain(`2 seeds: ${interval}`);
    await page.getByRole('radio', { name: 'none' }).check({ force: true });
    await soon(() => story(page).innerText()).not.toContain('seeds:');
    expect(problems).toEqual([]);
    await close();
  });
});

describe('one server', () => {
  it('shows the policy that its newest network has, cell by cell', async () => {
    const { page, problems, close } = await openLearn();
    await untilDone(page);
    const setup = await setupOf(page);
    const map = page.getByRole('application', { name: /Units that server 2 would rent/ });
    await page.getByRole('button', { name: 'server 2', exact: true }).click();
    await map.waitFor();
    expect(await page.evaluate(() => globalThis.n2oPlayground!.state().selected)).toEqual({
      kind: 'server',
      id: 2,
    });
    await soon(() => map.innerText()).toContain('rents');
    await map.focus();
    for (let i = 0; i < 24; i++) await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < 11; i++) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowUp');

    const layout = buildLayout(setup.scenario, setup.learner);
    const networks = networksFromWeights(layout, alone(setup).weights());
    await soon(() => page.locator('.learn-policy').innerText()).toContain('180 training');
    const typical = typicalObservations(setup.scenario, networks, citySeed(setup.seed));
    // Hour 9 is slots 54 to 59: its middle one is 57; row 4 of 20 to 40 in 11 rows is 28.
    const axes = { times: [57 / 144], prices: [(28 - 20) / 20] };
    const { greedy, values } = policyMap(networks, 2, typical.subarray(10, 15), axes);
    const expected = `9 h, price 28: rents ${greedy[0]}. Q for 0–2: ${[...values]
      .map(oneDecimal)
      .join(' · ')};`;
    await soon(() => map.innerText()).toContain(expected);

    // The learner in numbers, each with its formula.
    await page.getByRole('button', { name: 'Parameters', exact: true }).click();
    await soon(() =>
      page.locator('[data-term="Parameters"] .inspection-value').first().innerText(),
    ).toBe(String(layout.agents[2]!.length));
    await page.getByRole('button', { name: 'Target of now' }).hover();
    await page.locator('[data-term="Target of now"] math').first().waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('lights up on hover, is walked to by arrow keys, and shows its Q between the levels', async () => {
    const { page, problems, close } = await openLearn();
    await untilDone(page);
    const tile = (id: number) => page.getByRole('button', { name: `server ${id}`, exact: true });
    await tile(3).hover();
    const hovered = () => page.evaluate(() => globalThis.n2oPlayground!.state().hovered);
    await soon(hovered).toEqual({ kind: 'server', id: 3 });
    await tile(0).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await soon(hovered).toEqual({ kind: 'server', id: 3 });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What server 3 has learnt' }).waitFor();

    const surface = page.getByRole('application', { name: /Value that server 3 expects/ });
    await soon(() => surface.innerText()).toMatch(/Best here .* reward a unit\./);
    await surface.focus();
    await page.keyboard.press('ArrowLeft');
    await soon(() => surface.innerText()).toMatch(/N2O pulls along [+−\d]/);
    for (const name of ['Policy', 'Loss', 'Reward']) {
      await page.getByRole('radio', { name }).check({ force: true });
    }
    expect(problems).toEqual([]);
    await close();
  });
});

it('on a phone a tap pins an episode, and nothing is wider than the window', async () => {
  const options = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const { page, problems, close } = await openLearn(options);
  await untilDone(page);
  await hero(page).tap({ position: { x: 150, y: 120 } });
  await soon(() => story(page).innerText()).toContain('Pinned');
  await soon(() => page.locator('.learn-policy').innerText()).toContain('rents 1');
  await soon(() => page.locator('.learn-surface').innerText()).toContain('Best here');
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider).toBeLessThanOrEqual(0);
  expect(problems).toEqual([]);
  await close();
});
