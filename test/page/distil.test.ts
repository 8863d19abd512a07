/** Stage Distil of the built page: distil, look, let the actors run the city, take them along. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Opens the stage on networks that have learnt a little. */
async function openDistil(options = {}) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 60,
  );
  await page.keyboard.press('4');
  await page.locator('.distil-map canvas').waitFor();
  return opened;
}

/** Distils, small, from the button on the page. */
async function distil(page: Page) {
  await page.evaluate(() =>
    globalThis.n2oPlayground!.commands.changeDistillation({
      slots: 300,
      steps: 300,
      evaluationSlots: 288,
    }),
  );
  await page.getByRole('button', { name: 'Distil', exact: true }).last().click();
  await page.locator('.distil-outcome').waitFor({ timeout: 60_000 });
}

describe('stage Distil', () => {
  it('shows the teacher at work at once, and plays its day', async () => {
    const { page, problems, close } = await openDistil();
    expect(await page.locator('.distil-line').textContent()).toContain('there is no student yet');
    const time = () => page.locator('.distil-time').textContent();
    const before = await time();
    await page.keyboard.press(' ');
    await expect.poll(time).not.toBe(before);
    await page.keyboard.press(' ');
    await page.getByLabel('Slot of the day').focus();
    await page.keyboard.press('End');
    const text = () => page.getByLabel('Slot of the day').getAttribute('aria-valuetext');
    await expect.poll(text).toContain('slot 144 of 144');
    // The day goes round.
    await page.locator('h1').click();
    await page.keyboard.press('ArrowRight');
    await expect.poll(text).toContain('slot 1 of 144');
    expect(problems).toEqual([]);
    await close();
  });

  it('distils: what is shown is what was measured; the claim has a plain verdict', async () => {
    const { page, problems, close } = await openDistil();
    await distil(page);
    const report = await page.evaluate(() => {
      const { agreement, cost, differences } =
        globalThis.n2oPlayground!.state().distil.distilled!.report!;
      return { agreement, bytes: cost.student.bytes, differences };
    });
    const shown = (label: string) =>
      page.locator('.distil-outcome .figure', { hasText: label }).locator('.figure-value');
    expect(await shown('Agreement').textContent()).toBe(`${(100 * report.agreement).toFixed(1)} %`);
    expect(report.bytes).toBe(0);
    expect(await shown('Sent a slot').textContent()).toBe('0 B');
    const { mean, halfInterval } = report.differences.find(({ than }) => than === 'n2o')!;
    const verdict = await page.locator('.distil-verdict strong').textContent();
    const wanted =
      mean - halfInterval! > 0
        ? 'It comes out here.'
        : mean + halfInterval! < 0
          ? 'It does not come out here.'
          : 'It stays open here.';
    expect(verdict).toBe(wanted);
    // A site by keyboard: its errors are shown.
    await page.getByRole('button', { name: /^Server 0:/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.distil-errors h2').textContent())
      .toContain('student of server 1');
    const cells = await page.locator('.distil-confusion td[data-alike]').allTextContents();
    const sum = cells.reduce((total, cell) => total + Number.parseFloat(cell), 0);
    expect(sum).toBeGreaterThan(99);
    expect(sum).toBeLessThan(101);
    expect(problems).toEqual([]);
    await close();
  });

  it('the actors run the city, and go out and in again as a file', async () => {
    const { page, problems, close } = await openDistil();
    await distil(page);
    await page.getByRole('button', { name: 'Let the actors run the city' }).click();
    await page.waitForFunction(
      () => globalThis.n2oPlayground!.state().city.summary?.policy === 'distilled',
    );
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the actors' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('n2o-actors-9-servers-seed1.json');
    const path = await download.path();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open actors' }).click();
    await (await choosing).setFiles(path);
    await page.waitForFunction(
      () => globalThis.n2oPlayground!.state().distil.distilled?.file !== null,
    );
    expect(await page.locator('.distil-run').textContent()).toContain('Actors of');
    expect(problems).toEqual([]);
    await close();
  });

  it('is stopped, and goes on while another stage is looked at', async () => {
    const { page, close } = await openDistil();
    await page.evaluate(() =>
      globalThis.n2oPlayground!.commands.changeDistillation({ steps: 200_000, slots: 200 }),
    );
    await page.keyboard.press('n');
    await page.locator('.distil-loss canvas').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('4');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect
      .poll(() => page.locator('.distil-run').textContent())
      .toContain('Nothing was distilled');
    await close();
  });

  it('fits a phone', async () => {
    const { page, close } = await openDistil({ viewport: { width: 390, height: 844 } });
    await distil(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await close();
  });
});
