/** The built page: the city is edited by mouse, by keyboard and by touch, and the new city works. */
import { createRequire } from 'node:module';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../../src/world/scenario.ts';
import { launch, type OpenPage, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A page on which something has been learnt, so that a new run has to be asked for. */
async function openTrained(options = {}): Promise<OpenPage> {
  const opened = await openPage(browser, options, (page) => page.addInitScript({ path: AXE }));
  await opened.page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 20,
  );
  return opened;
}

/** What is planned and what runs. */
function read(page: Page) {
  return page.evaluate(() => {
    const { draft, scenario, editing } = globalThis.n2oPlayground!.state();
    return {
      planned: draft?.scenario.sites ?? null,
      running: scenario.sites,
      zones: scenario.zones,
      demand: scenario.demand,
      editing,
    };
  });
}

/** Begins the drafted run and waits until N2O has run on as many servers as were planned. */
async function startAndAgree(page: Page, servers: number) {
  await page.getByRole('button', { name: 'Start the new run' }).click();
  await page.waitForFunction((count) => {
    const { city, training, draft } = globalThis.n2oPlayground!.state();
    const isReady = (training.summary?.trainedSlots ?? 0) > 5 && (city.summary?.slot ?? 0) > 0;
    return draft === null && isReady && city.manualDecisions.length === count;
  }, servers);
  await page.evaluate(() => globalThis.n2oPlayground!.commands.orchestrate());
  await page.waitForFunction(() => globalThis.n2oPlayground!.state().agreement.status === 'ready');
  return page.evaluate(() => {
    const trace = globalThis.n2oPlayground!.state().agreement.trace!;
    return { decisions: trace.decision.length, isFinite: Number.isFinite(trace.objective) };
  });
}

const handle = (page: Page, server: number) => page.locator('.edit-handle').nth(server);

async function middleOf(locator: Locator): Promise<Site> {
  await locator.scrollIntoViewIfNeeded();
  const box = (await locator.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The point of the window where a place of the 240 m x 240 m city is drawn. */
async function pointOf(page: Page, place: Site): Promise<Site> {
  const map = page.locator('.city-map');
  await map.scrollIntoViewIfNeeded();
  const box = (await map.boundingBox())!;
  const point = { x: box.x + (place.x / 240) * box.width, y: box.y + (place.y / 240) * box.height };
  const isOnMap = await page.evaluate(
    ({ x, y }) => document.elementFromPoint(x, y)?.closest('.city-map') != null,
    point,
  );
  if (!isOnMap) throw new Error(`(${place.x} m, ${place.y} m) is covered or outside the window`);
  return point;
}

/** Takes a tool into the hand with a finger, where nothing covers it. */
async function take(page: Page, name: string) {
  await page.getByRole('button', { name, exact: true }).tap();
  await page.locator('.edit-tool[aria-pressed="true"]', { hasText: name }).waitFor();
}

/** Tab until the element of this name has the focus. */
async function tabTo(page: Page, name: string | RegExp) {
  const wanted = new RegExp(name);
  for (let press = 0; press < 120; press++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.ariaLabel ?? activeElement?.textContent ?? '';
    });
    if (wanted.test(found)) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}

describe('with a mouse', () => {
  it('a server is dragged, and the new run has it where it was dropped', async () => {
    const { page, problems, close } = await openTrained();
    await page.getByRole('button', { name: 'Edit the city' }).click();
    const from = await middleOf(handle(page, 4));
    const to = await pointOf(page, { x: 150, y: 135 });
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await page.mouse.move(to.x, to.y);
    // While it moves, it says where it is and whom it can talk to.
    expect(await page.locator('.edit-label').textContent()).toMatch(/Server 4 at 1\d\d m, 13\d m/);
    expect((await read(page)).planned).toBeNull();
    await page.mouse.up();

    const { planned, running } = await read(page);
    expect(running).toBe('grid');
    const moved = (planned as Site[])[4]!;
    expect(Math.hypot(moved.x - 150, moved.y - 135)).toBeLessThan(2);
    expect(await startAndAgree(page, 9)).toEqual({ decisions: 9, isFinite: true });
    expect((await read(page)).running).toEqual(planned);
    expect(problems).toEqual([]);
    await close();
  });

  it('servers are added and removed, and taken back with Ctrl+Z', async () => {
    const { page, problems, close } = await openTrained();
    await page.getByRole('button', { name: 'Edit the city' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const place = await pointOf(page, { x: 200, y: 30 });
    await page.mouse.click(place.x, place.y);
    expect((await read(page)).planned).toHaveLength(10);
    // The same place again is refused, in words, and nothing is lost.
    await page.mouse.click(place.x, place.y);
    expect((await read(page)).planned).toHaveLength(10);
    expect(await page.locator('.edit-problem').textContent()).toContain('1 m from server 9');

    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await handle(page, 0).click();
    await handle(page, 0).click();
    const { planned } = await read(page);
    expect(planned).toHaveLength(8);
    expect((planned as Site[])[0]).toEqual({ x: 180, y: 60 });
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect((await read(page)).planned).toHaveLength(10);
    await page.keyboard.press('Control+z');
    // The first edit taken back: there is nothing left to ask.
    expect((await read(page)).planned).toBeNull();
    expect(problems).toEqual([]);
    await close();
  });

  it('two servers stay', async () => {
    const { page, close } = await openTrained();
    await page.evaluate(() => {
      globalThis.n2oPlayground!.commands.changeScenario({ rows: 1, columns: 2 });
      globalThis.n2oPlayground!.commands.setEditing({ kind: 'remove' });
    });
    await handle(page, 1).click();
    expect(await page.locator('.edit-problem').textContent()).toContain('At least 2 servers stay');
    expect(await page.locator('.edit-handle').count()).toBe(2);
    await close();
  });

  it('says when the servers fall apart, and does not forbid it', async () => {
    const { page, close } = await openTrained();
    await page.evaluate(() => {
      const { commands } = globalThis.n2oPlayground!;
      commands.changeScenario({ sites: [0, 60, 120, 180].map((x) => ({ x, y: 20 })) });
      commands.setEditing({ kind: 'move' });
    });
    // Where it is to go may have to be scrolled to first.
    const to = await pointOf(page, { x: 235, y: 235 });
    const from = await middleOf(handle(page, 3));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    const plan = page.locator('.edit-plan');
    expect(await plan.textContent()).toContain('2 groups of servers that cannot talk');
    expect(await plan.textContent()).toContain('no server is in reach');
    expect((await read(page)).planned).toHaveLength(4);
    await close();
  });

  it('a stroke paints zones of the running city from the next slot', async () => {
    const { page, problems, close } = await openTrained();
    await page.getByRole('button', { name: 'Edit the city' }).click();
    await page.getByRole('button', { name: 'School', exact: true }).click();
    const [from, to] = [
      await pointOf(page, { x: 20, y: 20 }),
      await pointOf(page, { x: 220, y: 20 }),
    ];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    const { zones, planned } = await read(page);
    expect(zones).toHaveLength(9);
    expect((zones as string[]).slice(0, 3)).toEqual(['school', 'school', 'school']);
    expect((zones as string[]).slice(3)).toEqual([
      'commercial',
      'public',
      'commercial',
      'residential',
      'school',
      'residential',
    ]);
    expect(planned).toBeNull();
    const slot = await page.evaluate(() => globalThis.n2oPlayground!.state().city.summary!.slot);
    await page.waitForFunction(
      (before) => globalThis.n2oPlayground!.state().city.summary!.slot > before + 1,
      slot,
    );
    expect(problems).toEqual([]);
    await close();
  });
});

describe('with the keyboard alone', () => {
  it('servers are moved, added and removed, and Escape puts the tool down', async () => {
    const { page, problems, close } = await openTrained();
    await page.keyboard.press('b');
    await page.locator('.edit-handle').first().waitFor();
    await tabTo(page, /^Move server 4/);
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowDown']) {
      await page.keyboard.press(key);
    }
    expect(((await read(page)).planned as Site[])[4]).toEqual({ x: 130, y: 121 });
    const told = page.locator('.edit-toolbar [aria-live]');
    expect(await told.textContent()).toContain('Moved. Server 4 at 130 m, 121 m');
    // The arrow keys were one move: one step back takes them all.
    await page.keyboard.press('Control+z');
    expect((await read(page)).planned).toBeNull();

    await page.keyboard.press('Delete');
    expect((await read(page)).planned).toHaveLength(8);

    await tabTo(page, /^Add$/);
    await page.keyboard.press('Enter');
    await page.locator('.edit-place').focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'Shift+ArrowRight', 'Enter']) {
      await page.keyboard.press(key);
    }
    const { planned } = await read(page);
    expect(planned).toHaveLength(9);
    expect((planned as Site[])[8]).toEqual({ x: 121, y: 110 });
    await page.keyboard.press('Escape');
    expect((await read(page)).editing).toBeNull();
    expect((await read(page)).planned).toHaveLength(9);
    expect(problems).toEqual([]);
    await close();
  });

  it('zones are painted', async () => {
    const { page, close } = await openTrained();
    await page.keyboard.press('b');
    await tabTo(page, /^Public$/);
    await page.keyboard.press('Enter');
    await page.locator('.edit-cell').first().waitFor();
    await page.locator('.edit-cell[tabindex="0"]').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    expect(((await read(page)).zones as string[])[7]).toBe('public');
    await close();
  });
});

describe('on a phone', () => {
  it('a server is dragged with a finger, one is added and one removed', async () => {
    const { page, problems, close } = await openTrained(phone);
    await page.getByRole('button', { name: 'Edit the city' }).tap();
    const from = await middleOf(handle(page, 8));
    const to = await pointOf(page, { x: 200, y: 170 });
    await dragWithFinger(page, from, to);
    const moved = ((await read(page)).planned as Site[])[8]!;
    expect(Math.hypot(moved.x - 200, moved.y - 170)).toBeLessThan(3);

    await take(page, 'Add');
    // Within reach of server 1 too: a city in pieces would not agree.
    const place = await pointOf(page, { x: 90, y: 20 });
    await page.touchscreen.tap(place.x, place.y);
    expect((await read(page)).planned).toHaveLength(10);
    await take(page, 'Remove');
    const gone = await middleOf(handle(page, 0));
    await page.touchscreen.tap(gone.x, gone.y);
    expect((await read(page)).planned).toHaveLength(9);

    await take(page, 'Commercial');
    const cell = await pointOf(page, { x: 120, y: 120 });
    await page.touchscreen.tap(cell.x, cell.y);
    expect(((await read(page)).zones as string[])[4]).toBe('commercial');
    expect(await startAndAgree(page, 9)).toEqual({ decisions: 9, isFinite: true });
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the table of demand', () => {
  it('is drawn with the mouse and typed into; a refused number stays with its reason', async () => {
    const { page, problems, close } = await openTrained();
    await page.getByRole('button', { name: 'Edit the table of demand' }).click();
    await page.getByRole('radio', { name: 'School' }).check();
    const box = (await page.locator('.demand-drawing').boundingBox())!;
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.8 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.9 * box.width, box.y + 0.3 * box.height, { steps: 4 });
    await page.mouse.up();
    const drawn = (await read(page)).demand as Record<string, number[]>;
    const day = drawn.school!.slice(5, 20);
    expect(day.every((tasks, hour) => hour === 0 || tasks >= day[hour - 1]!)).toBe(true);
    expect(day.at(-1)).toBeGreaterThan(10);

    const cell = page.getByRole('textbox', { name: 'Commercial, 3 h' });
    await cell.fill('200');
    await cell.press('Enter');
    expect(await cell.inputValue()).toBe('200');
    expect(await cell.getAttribute('aria-invalid')).toBe('true');
    await cell.fill('42');
    await cell.press('Enter');
    expect(((await read(page)).demand as Record<string, number[]>).commercial![3]).toBe(42);
    await page.keyboard.press('Escape');
    await page.locator('.demand-drawing').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await close();
  });

  it('is drawn with a finger', async () => {
    const { page, close } = await openTrained(phone);
    await page.getByRole('button', { name: 'Edit the table of demand' }).tap();
    const drawing = page.locator('.demand-drawing');
    await drawing.waitFor();
    const middle = await middleOf(drawing);
    await dragWithFinger(
      page,
      { x: middle.x - 60, y: middle.y },
      { x: middle.x + 60, y: middle.y },
    );
    const { demand } = await read(page);
    const { residential } = demand as Record<string, number[]>;
    const level = residential![12]!;
    expect(level).toBeGreaterThan(5);
    expect(residential!.filter((tasks) => tasks === level).length).toBeGreaterThan(6);
    await close();
  });
});

describe('the settings', () => {
  it('take what is typed after the slash, however late their part of the page comes', async () => {
    const { page, problems, close } = await openTrained();
    let release = () => {};
    const isTyped = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/SettingsDrawer.*\.js$/, async (route) => {
      await isTyped;
      await route.continue();
    });
    const before = await page.evaluate(() => globalThis.n2oPlayground!.state());
    await page.keyboard.press('/');
    // Letters that are keys of the page: restart, N2O, theme, manual.
    await page.keyboard.type('rntm');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    release();
    const search = page.locator('.settings-search');
    await search.waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('.settings-search'));
    expect(await search.inputValue()).toBe('rnt');
    await page.keyboard.type('x');
    expect(await search.inputValue()).toBe('rntx');
    const after = await page.evaluate(() => globalThis.n2oPlayground!.state());
    expect(after.draft).toBeNull();
    expect([after.theme, after.city.policy]).toEqual([before.theme, before.city.policy]);
    expect(problems).toEqual([]);
    await close();
  });

  it('open in their search with a slash; a refused value stays with its reason', async () => {
    const { page, problems, close } = await openTrained();
    await page.keyboard.press('/');
    await page.locator('.settings-search').waitFor();
    await page.keyboard.type('population');
    const field = page.locator('[data-field="scenario.userDensity"]');
    const input = field.getByRole('textbox');
    await input.fill('5000');
    await input.press('Enter');
    expect(await input.inputValue()).toBe('5000');
    expect(await field.getByRole('alert').textContent()).toContain('a number from 0 to 1000');
    // Closed and opened again, it still stands there.
    await page.keyboard.press('Escape');
    await page.locator('.settings').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('population');
    expect(await input.inputValue()).toBe('5000');
    await input.fill('60');
    await input.press('Enter');
    await page.waitForFunction(() => {
      const { scenario } = globalThis.n2oPlayground!.state();
      return scenario.kind === 'paper' && scenario.userDensity === 60;
    });
    expect(problems).toEqual([]);
    await close();
  });
});

describe.each(['light', 'dark', 'projector'] as const)('in the %s theme', (theme) => {
  it('axe has nothing serious to say of the tools, the search and the table', async () => {
    const { page, close } = await openTrained();
    await page.evaluate((chosen) => {
      globalThis.n2oPlayground!.commands.setTheme(chosen);
      globalThis.n2oPlayground!.commands.setEditing({ kind: 'move' });
    }, theme);
    await handle(page, 4).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await seriousFindings(page)).toEqual([]);
    await page.evaluate(() =>
      globalThis.n2oPlayground!.commands.setEditing({ kind: 'zone', zone: 'school' }),
    );
    await page.locator('.edit-cell').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('/');
    await page.locator('.settings-search').fill('rate');
    await page.locator('.settings mark').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.evaluate(() => globalThis.n2oPlayground!.commands.setDemandOpen(true));
    await page.getByRole('textbox', { name: 'School, 2 h' }).fill('999');
    await page.keyboard.press('Enter');
    expect(await seriousFindings(page)).toEqual([]);
    await close();
  });
});

/** Rules of axe that are broken seriously, each with the elements. */
function seriousFindings(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Playwright's own touch is a tap: a drag goes through the browser's input. */
async function dragWithFinger(page: Page, from: Site, to: Site) {
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Site[]) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [from]);
  for (const share of [0.25, 0.5, 0.75, 1]) {
    const between = {
      x: from.x + share * (to.x - from.x),
      y: from.y + share * (to.y - from.y),
    };
    await touch('touchMove', [between]);
  }
  // The finger rests before it lifts. Lifted in full flight it would be a fling, and the browser
  // takes the first tap within a second of one as "stop", not as a click.
  for (let frame = 0; frame < 12; frame++) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await touch('touchMove', [to]);
  }
  await touch('touchEnd', []);
}
