/** Stage Agree of the built page: what mouse, keyboard and finger find is what the run's trace holds. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeAtPoint } from '../../src/app/charts/tracks.ts';
import { formatFixed } from '../../src/app/components/format.ts';
import {
  cellInGlyph,
  glyphFrame,
  glyphMap,
  packetSize,
} from '../../src/app/stages/agree/geometry.ts';
import { placeOnWay, shareOfWay } from '../../src/app/stages/agree/packets.ts';
import { buildRoutes, middleOf } from '../../src/app/stages/agree/routes.ts';
import { glyphTable } from '../../src/app/stages/agree/table.ts';
import { updateTerms } from '../../src/app/stages/agree/update.ts';
import type { AgreementTrace } from '../../src/workers/protocol.ts';
import type { Scenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const laptop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Opens stage Agree on networks that have learnt a little, held still; gives the run as numbers. */
async function openRun(options: typeof laptop | typeof phone) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().city.summary?.trainedSlots ?? 0) > 60,
  );
  await page.getByRole('button', { name: 'Agree', exact: true }).click();
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().agreement.status === 'ready');
  const { trace, scenario } = await page.evaluate(() => {
    const { commands, state } = globalThis.n2oPlayground!;
    commands.setAgreementPlaying(false);
    commands.setAgreementCursor(0);
    const { agreement, scenario } = state();
    // Typed arrays do not cross as JSON; numbers as text keep every bit.
    const plain = JSON.stringify(agreement.trace, (_, value) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    );
    return { trace: plain, scenario: JSON.stringify(scenario) };
  });
  return {
    ...opened,
    trace: revive(JSON.parse(trace) as AgreementTrace),
    scenario: JSON.parse(scenario) as Scenario,
  };
}

function revive(trace: AgreementTrace): AgreementTrace {
  return {
    ...trace,
    mixing: Float64Array.from(trace.mixing),
    initialCopies: Float64Array.from(trace.initialCopies),
    iterations: trace.iterations.map((each) => ({
      ...each,
      gradients: Float64Array.from(each.gradients),
      duals: Float64Array.from(each.duals),
      copies: Float64Array.from(each.copies),
    })),
  };
}

/** Where things stand on the map as the page shows it. */
async function places(page: Page, scenario: Scenario, trace: AgreementTrace) {
  const canvas = page.locator('.agree-map canvas');
  const box = (await canvas.boundingBox())!;
  const table = glyphTable(buildTopology(scenario));
  const map = glyphMap(table, box.width, box.height);
  const routes = buildRoutes(map, trace.links);
  const onPage = ({ x, y }: { x: number; y: number }) => [box.x + x, box.y + y] as const;
  return {
    cell: (server: number, about: number) => {
      const { x, y } = cellInGlyph(glyphFrame(map, server), table, about);
      return onPage({ x: x + map.cell / 2, y: y + map.cell / 2 });
    },
    link: (index: number) => onPage(middleOf(routes[index]!)),
    message: (index: number, sender: number, progress: number) => {
      const size = packetSize(map, routes.length);
      const share = shareOfWay(new Map(), routes[index]!, progress);
      return onPage(placeOnWay(map, routes[index]!, sender, size, share));
    },
  };
}

const inspection = (page: Page) => page.locator('.agree-inspection');
const title = (page: Page) => inspection(page).locator('h2');
const numberOf = (parent: Locator, term: string) =>
  parent.locator(`[data-term="${term}"] > .inspection-value`);
const stepsTo = (page: Page, parts: number) =>
  page.evaluate((to) => globalThis.n2oPlayground!.commands.setAgreementCursor(to), parts / 4);

describe('by mouse', () => {
  it('a step shows one part of an iteration; a cell, a link and a curve open with the trace’s numbers', async () => {
    const { page, problems, close, trace, scenario } = await openRun(laptop);
    const phases: string[] = [];
    for (let step = 0; step < 4; step++) {
      await page.getByRole('button', { name: 'Step', exact: true }).click();
      phases.push((await page.locator('.agree-phases [aria-current]').textContent())!);
    }
    expect(phases).toEqual(['pull', 'send', 'mix', 'move']);

    // Server 4's copy about server 1 after five whole iterations.
    await stepsTo(page, 20);
    const at = await places(page, scenario, trace);
    await page.mouse.move(...at.cell(4, 1));
    await expect
      .poll(() => title(page).textContent())
      .toBe('Server 4’s copy of what server 1 rents');
    const { copies } = trace.iterations[4]!;
    expect(await numberOf(inspection(page), 'its copy').textContent()).toBe(
      formatFixed(copies[4 * 9 + 1]!, 3),
    );
    expect(await numberOf(inspection(page), 'server 1 itself').textContent()).toBe(
      formatFixed(copies[1 * 9 + 1]!, 3),
    );
    const terms = updateTerms(trace, 5, 4, 1);
    const shown = await inspection(page).locator('.ledger tr td:last-child').allTextContents();
    const heard = [...terms.heard.slice(1), terms.heard[0]!];
    expect(shown).toEqual(
      [
        ...heard.map(({ weight, dual }) => weight * dual),
        terms.gradient,
        trace.iterations[4]!.duals[4 * 9 + 1]!,
        copies[4 * 9 + 1]!,
      ].map((value) => formatFixed(value, 3)),
    );

    // A click keeps it there, Escape lets it go.
    await page.mouse.click(...at.cell(4, 1));
    await page.mouse.move(2, 2);
    expect(await title(page).textContent()).toBe('Server 4’s copy of what server 1 rents');
    expect(await selected(page)).toEqual({ kind: 'server', id: 4 });
    await page.keyboard.press('Escape');
    expect(await selected(page)).toBeNull();
    await expect.poll(() => inspection(page).textContent()).toContain('that the story follows');

    await page.mouse.move(...at.link(3));
    const [one, other] = trace.links[3]!;
    await expect
      .poll(() => title(page).textContent())
      .toBe(`Link between servers ${one} and ${other}`);
    expect(await numberOf(inspection(page), 'weight W').textContent()).toBe(
      formatFixed(trace.mixing[one * 9 + other]!, 3),
    );
    expect(await numberOf(inspection(page), 'one message').textContent()).toBe('72');
    expect(await hovered(page)).toEqual({ kind: 'link', ends: [one, other] });

    const tracks = (await page.locator('.agree-tracks[data-show=others]').boundingBox())!;
    let x = 0;
    while (Math.round(timeAtPoint(x, tracks.width, [0, 50])) < 10) x++;
    await page.locator('.agree-tracks[data-show=others]').hover({ position: { x: x + 2, y: 60 } });
    await expect.poll(() => title(page).textContent()).toBe('After iteration 10 of 50');
    const ten = trace.iterations[9]!;
    const objective = await numberOf(inspection(page), 'objective, rounded').textContent();
    expect(Number(objective!.replace('−', '-'))).toBeCloseTo(ten.objective, 0);
    expect(await numberOf(inspection(page), 'distance of copies').textContent()).toBe(
      formatFixed(ten.copyDisagreement, 3),
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('the mixing matrix and the bytes open from their numbers', async () => {
    const { page, close, trace } = await openRun(laptop);
    await page.getByRole('button', { name: 'σ₂, how slowly it mixes' }).click();
    expect(await title(page).textContent()).toBe('The mixing matrix W');
    expect(await numberOf(inspection(page), 'second singular value').textContent()).toBe(
      formatFixed(trace.secondSingularValue, 4),
    );
    expect(await numberOf(inspection(page), 'spectral gap').textContent()).toBe(
      formatFixed(1 - trace.secondSingularValue, 4),
    );
    await page.getByRole('button', { name: 'sent so far' }).first().click();
    expect(await numberOf(inspection(page), 'after 50 iterations').textContent()).toBe(
      trace.bytes.toLocaleString('en'),
    );
    await close();
  });

  it('a slot in which agreeing earns more is found, and the city goes on', async () => {
    const { page, close } = await openRun(laptop);
    const before = await page.evaluate(
      () => globalThis.n2oPlayground!.state().agreement.trace!.slot,
    );
    await page.getByRole('button', { name: 'Find a slot where it matters' }).click();
    await page.waitForFunction((slot) => {
      const { status, trace } = globalThis.n2oPlayground!.state().agreement;
      return status === 'ready' && trace!.slot > slot;
    }, before);
    const found = await page.evaluate(() => {
      const { agreement, city } = globalThis.n2oPlayground!.state();
      const { objective, greedy } = agreement.trace!;
      return { gain: objective - greedy.objective, city: city.status };
    });
    expect(found.gain).toBeGreaterThan(1e-6);
    expect(found.city).toBe('running');
    await close();
  });

  it('decisions by hand are judged by all networks together', async () => {
    const { page, close, trace } = await openRun(laptop);
    await page.getByRole('tab', { name: 'Rivals' }).click();
    await page.getByText('Beat N2O').click();
    const button = page.getByRole('button', { name: /^Server 0 rents/ });
    await button.click();
    const level = (trace.decision[0]! + 1) % trace.levels[0]!;
    await page.getByRole('button', { name: `Server 0 rents ${level}`, exact: true }).waitFor();
    const wanted = await page.evaluate(
      (decisions) => globalThis.n2oPlayground!.commands.evaluateDecisions(decisions),
      trace.decision.with(0, level),
    );
    const yours = page.locator('.agree-try .figure', { hasText: 'yours' }).locator('.figure-value');
    await expect
      .poll(async () => Number((await yours.textContent())!.replace('−', '-')))
      .toBeCloseTo(wanted!, 0);
    await close();
  });
});

describe('links by hand', () => {
  it('a click cuts a link from the iteration shown on, another mends it; the run is made again', async () => {
    const { page, problems, close, trace, scenario } = await openRun(laptop);
    await stepsTo(page, 4 * 5 + 2);
    const at = await places(page, scenario, trace);
    const link = trace.links[3]!;
    await page.mouse.move(...at.link(3));
    await page.mouse.click(...at.link(3));
    const cut = await nextRun(page, trace);
    expect(cut.options.cuts).toEqual([{ link, from: 6 }]);
    expect(cut.cursor).toBe(5.5);
    for (const { tau, failedLinks } of cut.iterations) {
      expect(failedLinks).toEqual(tau < 6 ? [] : [link]);
    }
    // What came before the cut is what it was.
    expect(cut.iterations[4]!.copies).toEqual([...trace.iterations[4]!.copies]);
    expect(cut.iterations[49]!.copies).not.toEqual([...trace.iterations[49]!.copies]);
    await page.mouse.move(2, 2);
    expect(await title(page).textContent()).toBe(`Link between servers ${link[0]} and ${link[1]}`);
    expect(await numberOf(inspection(page), 'this iteration').textContent()).toBe('cut by hand');
    expect(await page.locator('.agree-story').textContent()).toContain(
      `cut by hand ${link[0]}–${link[1]}`,
    );

    await stepsTo(page, 4 * 8 + 1);
    await page.mouse.move(...at.link(3));
    await page.mouse.click(...at.link(3));
    const mended = await nextRun(page, cut);
    expect(mended.options.cuts).toEqual([{ link, from: 6, to: 8 }]);
    expect(mended.iterations[8]!.failedLinks).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('a click on a message in flight drops both of its link in that iteration alone, and says why', async () => {
    const { page, problems, close, trace, scenario } = await openRun(laptop);
    await stepsTo(page, 4 * 5 + 1.5);
    const at = await places(page, scenario, trace);
    const link = trace.links[0]!;
    const place = at.message(0, link[1], 0.5);
    await page.mouse.move(...place);
    await page.mouse.click(...place);
    const dropped = await nextRun(page, trace);
    expect(dropped.options.cuts).toEqual([{ link, from: 6, to: 6 }]);
    for (const { tau, failedLinks } of dropped.iterations) {
      expect(failedLinks).toEqual(tau === 6 ? [link] : []);
    }
    expect(await inspection(page).textContent()).toContain('no longer be doubly stochastic');
    await page.mouse.move(2, 2);
    await page.getByRole('button', { name: 'let both through in τ = 6' }).click();
    expect((await nextRun(page, dropped)).options.cuts).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('both are done by keyboard too, and undone', async () => {
    const { page, problems, close, trace } = await openRun(laptop);
    await stepsTo(page, 4 * 2 + 1);
    const [one, other] = trace.links[2]!;
    const button = page.getByRole('button', {
      name: `Link between servers ${one} and ${other}`,
      exact: true,
    });
    await button.focus();
    await page.keyboard.press('Enter');
    const cut = await nextRun(page, trace);
    expect(cut.options.cuts).toEqual([{ link: [one, other], from: 3 }]);
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('x');
    const mended = await nextRun(page, cut);
    expect(mended.options.cuts).toEqual([]);
    await page.keyboard.press('d');
    const dropped = await nextRun(page, mended);
    expect(dropped.options.cuts).toEqual([{ link: [one, other], from: 3, to: 3 }]);
    await page.keyboard.press('h');
    expect((await nextRun(page, dropped)).options.cuts).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the panel', () => {
  it('shows map, matrix and objective at once, without scrolling, on a laptop', async () => {
    const { page, close } = await openRun(laptop);
    for (const part of ['.agree-map', '.agree-matrix', '.agree-tracks[data-show=objective]']) {
      const box = (await page.locator(part).boundingBox())!;
      expect(box.y, part).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height, part).toBeLessThanOrEqual(laptop.viewport.height);
    }
    await close();
  });

  it('opens by tab, key and link, and the curves’ axis is kept', async () => {
    const { page, problems, close } = await openRun(laptop);
    const shown = () => page.getByRole('tab', { selected: true }).textContent();
    await page.getByRole('radio', { name: 'bytes' }).check({ force: true });
    await page.getByRole('tab', { name: 'Theory' }).click();
    expect(await shown()).toBe('Theory');
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toBe('Options');
    await page.keyboard.press('g');
    expect(await shown()).toBe('Links');
    await page.waitForFunction(() => location.hash.includes('panel=links'));
    await page.keyboard.press('m');
    expect(await page.getByRole('radio', { name: 'bytes' }).isChecked()).toBe(true);
    await page.keyboard.press('a');
    expect(await page.getByRole('radio', { name: 'iterations' }).isChecked()).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  it('a server shows its copy, sums and pulls, and the way of its copy over its Q', async () => {
    const { page, problems, close, trace } = await openRun(laptop);
    await stepsTo(page, 4 * 12);
    await page.evaluate(() => globalThis.n2oPlayground!.commands.select({ kind: 'server', id: 4 }));
    const map = page.locator('.agree-surface-map');
    await expect.poll(() => map.getAttribute('aria-label')).toMatch(/where Q is -?−?\d/);
    const label = (await map.getAttribute('aria-label'))!;
    const { copies } = trace.iterations[11]!;
    expect(label).toContain('after 12 updates');
    expect(label).toContain(formatFixed(copies[4 * 9 + 4]!, 2));
    await page.getByText('In numbers').click();
    const cells = page.locator('.agree-vectors-server tbody tr').nth(3).locator('td');
    expect(await cells.allTextContents()).toEqual(
      [copies, trace.iterations[11]!.duals, trace.iterations[11]!.gradients].map((values) =>
        formatFixed(values[4 * 9 + 3]!, 3),
      ),
    );
    expect(problems).toEqual([]);
    await close();
  });
});

describe('by keyboard', () => {
  it('servers, links, cells and iterations are reached, told and pinned', async () => {
    const { page, problems, close, trace } = await openRun(laptop);
    await page.getByRole('button', { name: 'server 0', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => title(page).textContent()).toBe('Server 4 and its copy');
    await page.keyboard.press('Enter');
    expect(await selected(page)).toEqual({ kind: 'server', id: 4 });
    await page.keyboard.press('Escape');

    const [[one, other]] = trace.links as [readonly [number, number]];
    await page
      .getByRole('button', { name: `Link between servers ${one} and ${other}`, exact: true })
      .focus();
    await page.keyboard.press('ArrowRight');
    const [next, last] = trace.links[1]!;
    await expect
      .poll(() => title(page).textContent())
      .toBe(`Link between servers ${next} and ${last}`);

    await page.locator('.agree-matrix').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight'])
      await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    expect(await inspection(page).textContent()).toContain('Kept here');
    const pinned = await title(page).textContent();
    expect(pinned).toMatch(/^Server \d’s copy of what server \d rents$/);
    await page.keyboard.press('Escape');

    await page.locator('.agree-tracks[data-show=others]').focus();
    await page.keyboard.press('End');
    await expect.poll(() => title(page).textContent()).toBe('After iteration 50 of 50');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const cursor = await page.evaluate(() => globalThis.n2oPlayground!.state().agreement.cursor);
    expect(cursor).toBe(49);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('on a phone', () => {
  it('a tap on a cell opens its numbers, and nothing is wider than the screen', async () => {
    const { page, problems, close, trace, scenario } = await openRun(phone);
    await stepsTo(page, 8);
    const at = await places(page, scenario, trace);
    await page.touchscreen.tap(...at.cell(1, 2));
    await expect
      .poll(() => title(page).textContent())
      .toBe('Server 1’s copy of what server 2 rents');
    await expect.poll(() => inspection(page).textContent()).toContain('Kept here');
    expect(await numberOf(inspection(page), 'its copy').textContent()).toBe(
      formatFixed(trace.iterations[1]!.copies[1 * 9 + 2]!, 3),
    );
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await close();
  });
});

function selected(page: Page) {
  return page.evaluate(() => globalThis.n2oPlayground!.state().selected);
}
function hovered(page: Page) {
  return page.evaluate(() => globalThis.n2oPlayground!.state().hovered);
}

/** The run that was made after another one, its arrays as lists, and where the cursor stands. */
async function nextRun(page: Page, before: { readonly options: AgreementTrace['options'] }) {
  const known = JSON.stringify(before.options.cuts);
  await page.waitForFunction((cuts) => {
    const { status, trace } = globalThis.n2oPlayground!.state().agreement;
    return status === 'ready' && JSON.stringify(trace!.options.cuts) !== cuts;
  }, known);
  const text = await page.evaluate(() => {
    const { trace, cursor } = globalThis.n2oPlayground!.state().agreement;
    return JSON.stringify({ ...trace, cursor }, (_, value) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    );
  });
  return JSON.parse(text) as AgreementTrace & { readonly cursor: number };
}
