/** Stage City of the built page: any server, user and link is looked into by mouse, key and finger. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Selection } from '../../src/app/state.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The page opens with this city. */
const topology = buildTopology(parseScenario({ rows: 3, columns: 3 }));

/** A city that stands still after its first slots, with users where they end up. */
async function openStill(options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, { reducedMotion: 'reduce', ...options });
  const { page } = opened;
  await page.waitForFunction(() => (globalThis.n2oPlayground?.state().city.summary?.slot ?? 0) > 3);
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setPolicy('fixed1'));
  const asked = await slotNow(page);
  await page.waitForFunction(
    (slot) => (globalThis.n2oPlayground!.state().city.summary?.slot ?? 0) > slot + 1,
    asked,
  );
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setCityRunning(false));
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().city.status === 'paused');
  await page.locator('.city-lens').waitFor({ state: 'attached' });
  return opened;
}

const slotNow = (page: Page) =>
  page.evaluate(() => globalThis.n2oPlayground!.state().city.summary!.slot);
const singled = (page: Page, which: 'hovered' | 'selected') =>
  page.evaluate((key) => globalThis.n2oPlayground!.state()[key], which);
const select = (page: Page, selection: Selection | null) =>
  page.evaluate((wanted) => globalThis.n2oPlayground!.commands.select(wanted), selection);
const inspectUser = (page: Page, id: number) =>
  page.evaluate((user) => globalThis.n2oPlayground!.commands.inspectUser(user), id);

/** A place of the city in CSS px of the window. */
async function placeOnPage(page: Page, x: number, y: number) {
  const box = (await page.locator('.city-map').boundingBox())!;
  return {
    x: box.x + (x / topology.width) * box.width,
    y: box.y + (y / topology.height) * box.height,
  };
}

/** A user that stands free: away from servers and the border. */
async function freeUser(page: Page) {
  for (let tries = 0; tries < 60; tries++) {
    await page.keyboard.press(']');
    const selected = await singled(page, 'selected');
    if (selected?.kind !== 'user') throw new Error('The key selected no user.');
    const found = await inspectUser(page, selected.id);
    const { x, y, tasks } = found!.choice;
    const away = [...topology.x].every(
      (serverX, server) => Math.hypot(serverX - x, topology.y[server]! - y) > 22,
    );
    if (away && tasks > 0 && x > 8 && x < topology.width - 8 && y > 8 && y < 225) {
      await select(page, null);
      return found!;
    }
  }
  throw new Error('No user stands free.');
}

/** The value of a row, and the inputs of its formula by name. */
async function readRow(page: Page, term: string) {
  const row = page.locator(`.inspection-row[data-term="${term}"]`);
  const value = await row.locator(':scope > .inspection-value').innerText();
  const inputs = await row
    .locator('.inspection-inputs li')
    .evaluateAll((items) =>
      items.map((item) => [...item.children].map((child) => child.textContent ?? '')),
    );
  return {
    value: numberOf(value),
    inputs: new Map(inputs.map(([, name, shown]) => [name!, numberOf(shown!)])),
  };
}
const numberOf = (text: string) => Number(text.replace('−', '-').replaceAll(',', ''));

describe('by mouse', () => {
  it('a server shows the worker’s numbers, and its reward follows from the inputs shown', async () => {
    const { page, problems, close } = await openStill();
    const button = page.locator('.server-button').nth(4);
    await button.hover();
    expect(await singled(page, 'hovered')).toEqual({ kind: 'server', id: 4 });
    // The chart of demand shows the zone that the server stands in.
    await page.locator('.demand[data-shown="public"]').waitFor();
    await button.click();
    await page.locator('.inspection-row[data-term="Reward"]').waitFor();
    const seen = await page.evaluate(() => globalThis.n2oPlayground!.commands.inspectServer(4));
    const summary = await page.evaluate(
      () => globalThis.n2oPlayground!.state().city.summary!.servers[4]!,
    );
    const server = seen!;
    expect(server).toMatchObject({
      decision: summary.decision,
      load: summary.load,
      reward: summary.reward,
      price: summary.price,
    });
    const shown = {
      'Users in range': server.usersInRange,
      Spectrum: server.spectrum,
      'Offered load': server.load,
      Capacity: server.capacity,
      Computing: server.computationDelay,
      Price: server.price,
      Reward: server.reward,
    };
    for (const [term, value] of Object.entries(shown)) {
      const { value: text } = await readRow(page, term);
      expect(Math.abs(text - value), term).toBeLessThan(0.051);
    }
    const reward = page.getByRole('button', { name: 'Reward', exact: true });
    await reward.click();
    await page.mouse.move(3, 3);
    const card = page.locator('.inspection-row[data-term="Reward"] .inspection-card');
    expect(await card.locator('math[display="block"]').count()).toBe(1);
    const { inputs, value } = await readRow(page, 'Reward');
    const of = (name: string) => inputs.get(name)!;
    const saved = of('delay of the cloud') - of('computing') - of('sending');
    const again =
      of('worth of a second saved') * of('processed share') * of('load') * saved -
      of('price') * of('rented units');
    expect(Math.abs(again - value)).toBeLessThan(2);
    expect(problems).toEqual([]);
    await close();
  });

  it('a user has a card, is followed, and shows where its tasks go', async () => {
    const { page, problems, close } = await openStill();
    const { choice } = await freeUser(page);
    const place = await placeOnPage(page, choice.x, choice.y);
    await page.mouse.move(place.x, place.y);
    const hovered = await singled(page, 'hovered');
    expect(hovered?.kind).toBe('user');
    const id = hovered!.kind === 'user' ? hovered!.id : -1;
    await page.locator('.user-card', { hasText: `User ${id}` }).waitFor();
    await page.mouse.click(place.x, place.y);
    expect(await singled(page, 'selected')).toEqual({ kind: 'user', id });
    await page.getByRole('heading', { name: `User ${id}`, exact: true }).waitFor();
    await page.locator('.options tbody tr').first().waitFor();
    const found = (await inspectUser(page, id))!.choice;
    expect((await readRow(page, 'Tasks')).value).toBe(found.tasks);
    const lines = await page
      .locator('.options tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
      );
    expect(lines).toHaveLength(found.options.length + 1);
    const shares = lines.map((line) => numberOf(line.at(-1)!));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
    found.options.forEach(({ server, distance, share, transmissionDelay }, index) => {
      expect(lines[index]![0]).toBe(String(server));
      expect(numberOf(lines[index]![1]!)).toBe(Math.round(distance));
      expect(numberOf(lines[index]![3]!)).toBeCloseTo(transmissionDelay, 1);
      expect(Math.abs(shares[index]! - 100 * share)).toBeLessThan(0.051);
    });
    // It goes on being followed until it leaves, which the panel says.
    await page.evaluate(() => {
      globalThis.n2oPlayground!.commands.setCitySpeed(60);
      globalThis.n2oPlayground!.commands.setCityRunning(true);
    });
    await page.getByText('This user has left the city.').waitFor();
    expect(await singled(page, 'selected')).toEqual({ kind: 'user', id });
    expect(problems).toEqual([]);
    await close();
  });

  it('a link says what it weighs and carries; empty ground puts everything away', async () => {
    const { page, close } = await openStill();
    let found: Selection | null = null;
    for (const [one, other] of topology.links) {
      for (const way of [0.4, 0.5, 0.6]) {
        const x = topology.x[one]! + way * (topology.x[other]! - topology.x[one]!);
        const y = topology.y[one]! + way * (topology.y[other]! - topology.y[one]!);
        const place = await placeOnPage(page, x, y);
        await page.mouse.move(place.x, place.y);
        const hovered = await singled(page, 'hovered');
        if (hovered?.kind !== 'link') continue;
        expect(hovered.ends).toEqual([one, other]);
        found = hovered;
        await page.mouse.click(place.x, place.y);
        break;
      }
      if (found) break;
    }
    expect(await singled(page, 'selected')).toEqual(found);
    await page.locator('.inspection-row[data-term="Mixing weight"]').waitFor();
    // Four links at most: 1 / 5. Two vectors of nine numbers of 8 bytes.
    expect((await readRow(page, 'Mixing weight')).value).toBe(0.2);
    expect((await readRow(page, 'Sent an iteration')).value).toBe(2 * 9 * 8);
    expect((await readRow(page, 'Distance')).value).toBe(60);
    expect((await readRow(page, 'Users they share')).value).toBeGreaterThan(0);
    await page.locator('.inspection-head button').click();
    expect(await singled(page, 'selected')).toBeNull();
    await close();
  });

  it('reads any slot of the reward line', async () => {
    const { page, close } = await openStill();
    const line = page.getByRole('slider', { name: /System reward/ });
    await line.focus();
    await page.keyboard.press('ArrowLeft');
    const slot = await slotNow(page);
    const caption = page.locator('.reward-line figcaption');
    await page.waitForFunction(
      (before) =>
        document
          .querySelector('.reward-line figcaption')
          ?.textContent?.startsWith(`Slot ${before},`),
      slot - 1,
    );
    await page.keyboard.press('ArrowRight');
    const reward = await page.evaluate(
      () => globalThis.n2oPlayground!.state().city.summary!.systemReward,
    );
    expect(await caption.innerText()).toContain(
      `${reward.toFixed(1).replace('-', '−')} · Everybody rents 1 · 9 units`,
    );
    await close();
  });
});

describe('by keyboard', () => {
  it('servers, their numbers, links and users are all reached', async () => {
    const { page, problems, close } = await openStill();
    await page.locator('.server-button').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await singled(page, 'selected')).toEqual({ kind: 'server', id: 4 });
    const reward = page.getByRole('button', { name: 'Reward', exact: true });
    await reward.waitFor();
    await reward.focus();
    expect(await reward.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await reward.getAttribute('aria-expanded')).toBe('false');
    expect(await singled(page, 'selected')).toEqual({ kind: 'server', id: 4 });
    await page.getByRole('button', { name: 'Link 4 to 5', exact: true }).press('Enter');
    expect(await singled(page, 'selected')).toEqual({ kind: 'link', ends: [4, 5] });
    await page.keyboard.press('Escape');
    expect(await singled(page, 'selected')).toBeNull();
    await page.keyboard.press(']');
    const first = await singled(page, 'selected');
    await page.keyboard.press(']');
    const second = await singled(page, 'selected');
    expect(first?.kind).toBe('user');
    expect(second).not.toEqual(first);
    const id = second?.kind === 'user' ? second.id : -1;
    await page.getByText(new RegExp(`^User ${id}, .* tasks, `)).waitFor({ state: 'attached' });
    await page.keyboard.press('[');
    expect(await singled(page, 'selected')).toEqual(first);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('on a phone', () => {
  it('a tap follows a user, opens a number and keeps it open', async () => {
    const { page, problems, close } = await openStill({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const { choice } = await freeUser(page);
    await page.locator('.city-map').scrollIntoViewIfNeeded();
    const place = await placeOnPage(page, choice.x, choice.y);
    await page.touchscreen.tap(place.x, place.y);
    await page.waitForFunction(() => globalThis.n2oPlayground!.state().selected?.kind === 'user');
    const term = page.getByRole('button', { name: 'Expected tasks', exact: true });
    await term.tap();
    const row = page.locator('.inspection-row[data-term="Expected tasks"]');
    expect(await row.getAttribute('data-shown')).toBe('kept');
    await row.locator('math').first().waitFor();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await close();
  });
});
