/** The Theory panel of the built page: the bound beside the run, read by mouse and keyboard. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function openTheory(options = {}) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().city.summary?.trainedSlots ?? 0) > 60,
  );
  await page.evaluate(() => {
    const { commands } = globalThis.n2oPlayground!;
    commands.setTrainingRunning(false);
    commands.setStage('agree');
    commands.setAgreementPanel('theory');
  });
  await page.locator('.theory-assumptions').waitFor();
  return opened;
}

describe('the Theory panel', () => {
  it('the terms add up to the bound, and another T′ is read with the arrow keys', async () => {
    const { page, problems, close } = await openTheory();
    const value = async (term: string) => {
      const text = await page
        .locator(`.theory [data-term="${term}"] > .inspection-value`)
        .textContent();
      return Number(text!.replaceAll(',', '').replace('−', '-'));
    };
    const parts = (await value('OPT')) + (await value('COMM')) + (await value('NONC'));
    expect(Math.abs(parts / (await value('Theorem 1’s bound')) - 1)).toBeLessThan(0.01);
    const whole = await value('OPT');
    await page.locator('.theory-picture').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('.theory h2').allTextContents()).toContain('After T′ = 1');
    expect(await value('OPT')).not.toBe(whole);
    expect(problems).toEqual([]);
    await close();
  });

  it('names what a run breaks once links fail', async () => {
    const { page, close } = await openTheory();
    const fixed = page.locator('.theory-assumptions li', { hasText: 'W is the same' });
    expect(await fixed.getAttribute('data-verdict')).toBe('holds');
    await page.evaluate(() =>
      globalThis.n2oPlayground!.commands.changeOrchestration({ failure: 0.4 }),
    );
    await expect.poll(() => fixed.getAttribute('data-verdict')).toBe('broken');
    await close();
  });

  it('fits a phone', async () => {
    const { page, close } = await openTheory({ viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await close();
  });
});
