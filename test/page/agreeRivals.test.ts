/** The Rivals panel of the built page: what it shows is what comes out, by mouse and by keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Opens the panel on networks that have learnt a little, held still. */
async function openRivals(options = {}) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().city.summary?.trainedSlots ?? 0) > 60,
  );
  await page.evaluate(() => {
    const { commands } = globalThis.n2oPlayground!;
    commands.setTrainingRunning(false);
    commands.setStage('agree');
    commands.setAgreementPanel('rivals');
  });
  await page.locator('.rivals-table').waitFor();
  return opened;
}

const row = (page: Page, rival: string) => page.locator(`.rivals-table tr[data-rival="${rival}"]`);
const numbers = (page: Page, rival: string) => row(page, rival).locator('td').allTextContents();

describe('the Rivals panel', () => {
  it('holds every rival; N2O’s numbers are those of the run on screen; none is above exact', async () => {
    const { page, problems, close } = await openRivals();
    const trace = await page.evaluate(() => {
      const { objective, bytes, exact } = globalThis.n2oPlayground!.state().agreement.trace!;
      return { objective, bytes, exact: 'objective' in exact ? exact.objective : null };
    });
    const [objective, , iterations, , bytes] = await numbers(page, 'n2o');
    expect(Math.abs(Number(objective!.replace('−', '-')) - trace.objective)).toBeLessThan(0.51);
    expect(iterations).toBe('50');
    expect(Number.parseFloat(bytes!)).toBeCloseTo(trace.bytes / 1000, 0);
    for (const rival of await page.locator('.rivals-table tbody tr').all()) {
      const text = await rival.locator('td').first().textContent();
      expect(Number(text!.replace('−', '-'))).toBeLessThanOrEqual(trace.exact! + 0.51);
    }
    expect(await page.locator('.rivals-verdict').first().textContent()).toMatch(
      /^In this slot N2O/,
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('a rival that is pointed at or focused shows its decision; a slider runs all again', async () => {
    const { page, close } = await openRivals();
    await row(page, 'exactP2').locator('td').first().hover();
    const caption = page.locator('.rivals-decision figcaption');
    await expect.poll(() => caption.textContent()).toContain('exact P2 decides');
    expect(await caption.textContent()).toContain('The exact decision');
    await row(page, 'maxPlus').getByRole('button', { name: 'max-plus' }).focus();
    await expect.poll(() => caption.textContent()).toContain('max-plus decides');

    await page.getByLabel('Iterations of max-plus').focus();
    await page.keyboard.press('Home');
    await expect
      .poll(async () => (await numbers(page, 'maxPlus'))[2], { timeout: 30_000 })
      .toBe('1');
    await close();
  });

  it('a decision by hand stands beside the rivals', async () => {
    const { page, close } = await openRivals();
    await page.getByRole('button', { name: /^Server 0 rents/ }).click();
    await row(page, 'you').waitFor();
    expect((await numbers(page, 'you'))[4]).toBe('0 B');
    expect(await page.locator('.rivals-entry[data-rival="you"]').count()).toBe(1);
    await close();
  });

  it('the city is played day by day and can be stopped', async () => {
    const { page, problems, close } = await openRivals();
    await page.getByRole('button', { name: 'Play the city' }).click();
    await expect
      .poll(async () => (await numbers(page, 'n2o'))[6], { timeout: 60_000 })
      .toMatch(/^[−\d]/);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect
      .poll(() => page.locator('.rivals-city-run').textContent())
      .toMatch(/Stopped after \d+ days/);
    await page.getByRole('radio', { name: 'in the city' }).focus();
    await page.keyboard.press('Space');
    await expect
      .poll(() => page.locator('.rivals-title').textContent())
      .toContain('reward a slot in the city');
    expect(problems).toEqual([]);
    await close();
  });

  it('fits a phone', async () => {
    const { page, close } = await openRivals({ viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await close();
  });
});
