/** Surroundings that are broken: each is told, what can go on does, and trying again works. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Blocks the scripts of a worker until it is called. */
async function block(page: Page, name: string): Promise<() => Promise<void>> {
  const pattern = `**/assets/${name}.worker-*.js`;
  await page.route(pattern, (route) => route.abort());
  return () => page.unroute(pattern);
}

const state = (page: Page) =>
  page.evaluate(() => {
    const { city, training, agreement, notices } = globalThis.n2oPlayground!.state();
    return {
      city: city.status,
      training: training.status,
      agreement: agreement.status,
      slot: city.summary?.slot ?? 0,
      trained: training.summary?.trainedSlots ?? 0,
      notices: notices.map(({ text }) => text),
    };
  });

const walks = () => (globalThis.n2oPlayground?.state().city.summary?.slot ?? 0) > 2;
const trains = () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 30;

it('without the learner’s worker the city goes on and says so', async () => {
  let unblock = async () => {};
  const { page, close } = await openPage(browser, {}, async (opened) => {
    unblock = await block(opened, 'learner');
  });
  await page.getByText('The city goes on with the networks it has.').waitFor();
  await page.waitForFunction(walks);
  expect(await state(page)).toMatchObject({ city: 'running', training: 'failed', trained: 0 });
  // N2O agrees on what untrained networks believe.
  await page.keyboard.press('3');
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().agreement.status === 'ready');

  await unblock();
  await page.keyboard.press('2');
  await page.keyboard.press(' ');
  await page.waitForFunction(trains);
  expect(await state(page)).toMatchObject({ city: 'running', training: 'running' });
  await close();
});

it('without the city’s worker training goes on, and play brings the city', async () => {
  let unblock = async () => {};
  const { page, close } = await openPage(browser, {}, async (opened) => {
    unblock = await block(opened, 'world');
  });
  await page.getByText('Training goes on, see Learn.').waitFor();
  await page.waitForFunction(trains);
  expect(await state(page)).toMatchObject({ city: 'failed', training: 'running', slot: 0 });
  await unblock();
  await page.keyboard.press(' ');
  await page.waitForFunction(walks);
  expect(await state(page)).toMatchObject({ city: 'running' });
  await close();
});

it('without the orchestrator Agree says why it cannot, and the rest goes on', async () => {
  let unblock = async () => {};
  const { page, close } = await openPage(browser, {}, async (opened) => {
    unblock = await block(opened, 'orchestrator');
  });
  await page.waitForFunction(walks);
  await page.keyboard.press('3');
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().agreement.status === 'failed');
  await page.getByText('nothing can be agreed here').waitFor();
  const { slot } = await state(page);
  await page.waitForFunction((before) => {
    return (globalThis.n2oPlayground?.state().city.summary?.slot ?? 0) > before;
  }, slot);
  await unblock();
  await page.keyboard.press('n');
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().agreement.status === 'ready');
  await close();
});

it('runs without Web Locks, as on an address that is not secure', async () => {
  const { page, problems, close } = await openPage(browser, {}, (opened) =>
    opened.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
    }),
  );
  await page.waitForFunction(walks);
  await page.waitForFunction(trains);
  expect(problems).toEqual([]);
  await close();
});

describe('a part of the page that does not arrive', () => {
  it.each([
    ['openLink', '#v=1&preset=paper2x2', 'The link could not be read'],
    ['AgreeStage', '', null],
    ['followLink', '', null],
  ])('%s: the page opens all the same', async (name, hash, text) => {
    const cut = (opened: Page) => opened.route(`**/assets/${name}-*.js`, (route) => route.abort());
    const { page, close } = await openPage(browser, {}, cut, hash);
    await page.waitForFunction(trains);
    if (text) await page.getByText(text).waitFor();
    await close();
  });
});

describe('a browser that lacks what the page is built on', () => {
  it.each([
    ['ResizeObserver', () => Reflect.deleteProperty(globalThis, 'ResizeObserver')],
    ['Array.prototype.with', () => Reflect.deleteProperty(Array.prototype, 'with')],
    ['<dialog>', () => Reflect.deleteProperty(globalThis, 'HTMLDialogElement')],
    ['Worker', () => Reflect.deleteProperty(globalThis, 'Worker')],
    ['roundRect', () => Reflect.deleteProperty(CanvasRenderingContext2D.prototype, 'roundRect')],
  ])('%s: is told so in plain words', async (feature, remove) => {
    const { page, problems, close } = await openPage(browser, {}, (opened) =>
      opened.addInitScript(remove),
    );
    await page.getByRole('heading', { name: 'N2O Playground could not start' }).waitFor();
    await page.getByText(`what the page is built on: ${feature}.`).waitFor();
    await page.getByText('Chrome or Edge 110').waitFor();
    expect(problems).toEqual([]);
    await close();
  });
});

it.each([
  ['SettingsDrawer', '/'],
  ['HelpSheet', '?'],
  ['SingledPanel', ']'],
  ['CityEditor', 'b'],
  ['DraftBar', 'r'],
])('without its part %s the page says so and goes on', async (part, key) => {
  const { page, close } = await openPage(browser, {}, (opened) =>
    opened.route(`**/assets/${part}-*.js`, (route) => route.abort()),
  );
  await page.waitForFunction(walks);
  await page.waitForFunction(trains);
  await page.keyboard.press(key);
  await page.getByText('This part of the page could not be loaded.').waitFor();
  const open = await page.evaluate(() => {
    const { settingsOpen, helpOpen, selected, editing, draft } = globalThis.n2oPlayground!.state();
    return { settingsOpen, helpOpen, selected, editing, draft };
  });
  expect(open).toEqual({
    settingsOpen: false,
    helpOpen: false,
    selected: null,
    editing: null,
    draft: null,
  });
  expect(await page.locator('.city-map').isVisible()).toBe(true);
  const { slot } = await state(page);
  await page.waitForFunction(
    (before) => globalThis.n2oPlayground!.state().city.summary!.slot > before,
    slot,
  );
  await close();
});

it('without the part that repeats a run the choice goes back and the page goes on', async () => {
  const { page, close } = await openPage(browser, {}, (opened) =>
    opened.route('**/assets/repeats-*.js', (route) => route.abort()),
  );
  await page.waitForFunction(trains);
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setRepeats(3));
  await page.getByText('This part of the page could not be loaded.').waitFor();
  const { repeats, training } = await page.evaluate(() => globalThis.n2oPlayground!.state());
  expect(repeats).toMatchObject({ status: 'idle', wanted: 0 });
  expect(training.status).toBe('running');
  await close();
});
