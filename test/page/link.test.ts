/** Links on the built page: opened, followed, pasted, reloaded, damaged and copied. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The page, opened with a hash from the start. */
async function openAt(hash: string, options = {}) {
  const opened = await openPage(browser, options, undefined, hash);
  await opened.page.waitForFunction(() => globalThis.n2oPlayground !== undefined);
  return opened;
}

/** What of the state a link holds. */
function held(page: Page) {
  return page.evaluate(() => {
    const state = globalThis.n2oPlayground!.state();
    const { stage, theme, preset, scenario, learner, orchestration, seed, selected } = state;
    const { policy, manualDecisions, slotsPerSecond } = state.city;
    const { engine } = state.training;
    const view = { stage, theme, policy, manualDecisions, slotsPerSecond, engine, selected };
    return { preset, scenario, learner, orchestration, seed, view };
  });
}

const isTrained = () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 0;

describe.each([
  ['a laptop', {}],
  ['a phone', phone],
])('on %s', (_, options) => {
  it('a link opens what it says, follows what changes, and brings it back', async () => {
    const link =
      '#v=1&stage=learn&theme=dark&preset=paper2x2&seed=3&policy=manual&decisions=0120&speed=4' +
      '&city=paused&select=2&scenario.demandScale=1.5&learner.jitter=0.2&orchestration.gamma=20';
    const { page, problems, close } = await openAt(link, options);
    await page.waitForFunction(isTrained);
    const opened = await held(page);
    expect(opened).toMatchObject({
      preset: 'custom',
      scenario: { rows: 2, columns: 2, demandScale: 1.5 },
      learner: { jitter: 0.2 },
      orchestration: { gamma: 20 },
      seed: 3,
      view: {
        stage: 'learn',
        theme: 'dark',
        policy: 'manual',
        manualDecisions: [0, 1, 2, 0],
        slotsPerSecond: 4,
        selected: { kind: 'server', id: 2 },
      },
    });
    expect(await page.evaluate(() => globalThis.n2oPlayground!.state().city.status)).toBe('paused');
    expect(new URL(page.url()).hash).toBe(link);

    const entries = await page.evaluate(() => history.length);
    await page.getByRole('button', { name: 'City', exact: true }).click();
    await page.evaluate(() => {
      const { commands } = globalThis.n2oPlayground!;
      commands.changeScenario({ zones: ['school', 'public', 'school', 'commercial'] });
      commands.setManualDecision(0, 2);
      commands.select(null);
    });
    await page.waitForFunction(
      () => location.hash.includes('stage=city') && location.hash.includes('scenario.zones'),
    );
    expect(await page.evaluate(() => history.length)).toBe(entries);
    const changed = await held(page);
    expect(changed.view).toMatchObject({ stage: 'city', manualDecisions: [2, 1, 2, 0] });

    await page.reload();
    await page.waitForFunction(isTrained);
    expect(await held(page)).toEqual(changed);
    expect(problems).toEqual([]);
    await close();
  });

  it('a pasted link waits as a draft where it would end the run', async () => {
    const { page, close } = await openPage(browser, options);
    await page.waitForFunction(isTrained);
    await page.evaluate(() => {
      location.hash = 'v=1&stage=agree&preset=conflict1x2&seed=5';
    });
    const bar = page.getByRole('region', { name: 'A new run is waiting' });
    await bar.waitFor();
    expect(await bar.getByRole('listitem').allTextContents()).toEqual([
      'Preset: Two servers in conflict',
      'Seed 1 → 5',
    ]);
    expect((await held(page)).view.stage).toBe('agree');
    expect((await held(page)).preset).toBe('paper3x3');
    await bar.getByRole('button', { name: 'Start the new run' }).click();
    await bar.waitFor({ state: 'detached' });
    expect(await held(page)).toMatchObject({ preset: 'conflict1x2', seed: 5 });
    await page.waitForFunction(() => location.hash.includes('preset=conflict1x2'));

    // What needs no new run applies at once.
    await page.evaluate(() => {
      location.hash = 'v=1&preset=conflict1x2&seed=5&scenario.demandScale=2';
    });
    await page.waitForFunction(() => globalThis.n2oPlayground!.state().scenario.demandScale === 2);
    expect(await page.evaluate(() => globalThis.n2oPlayground!.state().draft)).toBeNull();
    await close();
  });
});

it('a damaged link says which part, and all else in it applies', async () => {
  const { page, close } = await openAt(
    '#stage=moon&preset=paper2x2&scenario.rows=99&seed=%E0%A4&wings=1&x',
  );
  await page.waitForFunction(isTrained);
  const texts = await page.evaluate(() =>
    globalThis.n2oPlayground!.state().notices.map(({ text }) => text),
  );
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('5 parts of the link could not be used; all else in it applies.');
  expect(texts[0]).toContain('seed: is damaged');
  await page.getByText(texts[0]!).waitFor();
  expect(await held(page)).toMatchObject({ preset: 'paper2x2', view: { stage: 'city' } });
  await close();
});

it('an endless link is refused and the page opens as usual', async () => {
  const { page, close } = await openAt(`#${'a=1&'.repeat(5000)}`);
  await page.waitForFunction(isTrained);
  await page.getByText('20000 characters are too many').waitFor();
  expect((await held(page)).preset).toBe('paper3x3');
  await close();
});

it('the anchor that skips to the controls is no link', async () => {
  const { page, problems, close } = await openPage(browser);
  await page.waitForFunction(isTrained);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#v=1'));
  const notices = await page.evaluate(() => globalThis.n2oPlayground!.state().notices);
  expect(notices).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});

it('the link is copied, or offered where the browser refuses', async () => {
  const allowed = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  await allowed.page.waitForFunction(isTrained);
  await allowed.page.keyboard.press('c');
  await allowed.page.getByText('The link is copied.').waitFor();
  const copied = await allowed.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`${inject('pageUrl')}#v=1&stage=city&preset=paper3x3&seed=1`);
  expect(await allowed.page.evaluate(() => globalThis.n2oPlayground!.link())).toBe(copied);
  await allowed.close();

  const refused = await openPage(browser, {}, (page) =>
    page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
    }),
  );
  await refused.page.waitForFunction(isTrained);
  await refused.page.keyboard.press('c');
  const field = refused.page.getByRole('textbox', { name: 'Link' });
  await field.focus();
  const selection = await refused.page.evaluate(() => {
    const input = document.activeElement as HTMLInputElement;
    return input.value.slice(input.selectionStart!, input.selectionEnd!);
  });
  expect(selection).toContain('#v=1&stage=city');
  await refused.close();
});
