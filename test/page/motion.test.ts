/** Less motion, where the visitor asked for it: the same states, one after the other, nothing between. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function open(reducedMotion: 'reduce' | 'no-preference') {
  const opened = await openPage(browser, { reducedMotion });
  await opened.page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 60,
  );
  await opened.page.evaluate(() => globalThis.n2oPlayground!.commands.setTrainingRunning(false));
  return opened;
}

/** Over some slots of the city: how many of them there were, and how many pictures of the map. */
function watchCity(page: Page): Promise<{ slots: number; pictures: number }> {
  return page.evaluate(async () => {
    const { state } = globalThis.n2oPlayground!;
    const small = new OffscreenCanvas(160, 160);
    const context = small.getContext('2d', { willReadFrequently: true })!;
    const slots = new Set<number>();
    const pictures = new Set<string>();
    while (slots.size < 5) {
      await new Promise(requestAnimationFrame);
      slots.add(state().city.summary!.slot);
      context.clearRect(0, 0, 160, 160);
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.stage-map canvas')) {
        if (canvas.width > 0) context.drawImage(canvas, 0, 0, 160, 160);
      }
      pictures.add(context.getImageData(0, 0, 160, 160).data.join());
    }
    return { slots: slots.size, pictures: pictures.size };
  });
}

/** Places of the cursor of a playing run of N2O, frame by frame, up to the fourth update. */
function watchAgreement(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { commands, state } = globalThis.n2oPlayground!;
    commands.orchestrate();
    while (state().agreement.status !== 'ready') await new Promise(requestAnimationFrame);
    commands.setAgreementCursor(0);
    commands.setAgreementPlaying(true);
    const cursors: number[] = [];
    while (state().agreement.cursor < 4) {
      await new Promise(requestAnimationFrame);
      cursors.push(state().agreement.cursor);
    }
    return cursors;
  });
}

describe('with less motion', () => {
  it('the city stands still within a slot', async () => {
    const { page, close } = await open('reduce');
    const { slots, pictures } = await watchCity(page);
    // What is shown and what is told of a slot may be a frame apart.
    expect(pictures).toBeLessThanOrEqual(2 * slots);
    await close();
  });

  it('N2O goes from sub-phase to sub-phase', async () => {
    const { page, close } = await open('reduce');
    await page.evaluate(() => globalThis.n2oPlayground!.commands.setStage('agree'));
    const cursors = await watchAgreement(page);
    // Pull, send, mix, move: four a turn.
    expect(cursors.filter((cursor) => !Number.isInteger(4 * cursor))).toEqual([]);
    await close();
  });
});

describe('without that wish', () => {
  it('users walk and the copies move between sub-phases', async () => {
    const { page, close } = await open('no-preference');
    const { slots, pictures } = await watchCity(page);
    // More than a city that stands still within a slot can have, however slow the machine.
    expect(pictures).toBeGreaterThan(2 * slots);
    await page.evaluate(() => globalThis.n2oPlayground!.commands.setStage('agree'));
    const cursors = await watchAgreement(page);
    expect(cursors.some((cursor) => !Number.isInteger(4 * cursor))).toBe(true);
    await close();
  });
});
