/** axe on every stage, theme and dialog, at the size of a desk and of a hand: nothing serious. */
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type OpenPage, openPage } from '../support/page.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const STAGES = ['city', 'learn', 'agree', 'distil'] as const;
const THEMES = ['light', 'dark', 'projector'] as const;

declare global {
  var axe: { run(context: unknown, options: unknown): Promise<AxeResults> };
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Rules that are broken seriously, each with the elements and what axe says of them. */
async function seriousFindings(page: Page): Promise<string[]> {
  await stillness(page);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}

/**
 * Waits until the theme is there and nothing is fading any more: half-way between two themes a button has the
 * contrast of neither.
 */
async function stillness(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { theme } = globalThis.n2oPlayground!.state();
    const isThere = document.documentElement.dataset.theme === theme;
    const isMoving = ({ playState, effect }: Animation) =>
      playState === 'running' && Number.isFinite(Number(effect?.getComputedTiming().endTime));
    return isThere && !document.getAnimations().some(isMoving);
  });
}

describe.each([
  ['a laptop', { viewport: { width: 1440, height: 900 } }],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
])('on %s', (_, options) => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage(browser, options, (page) => page.addInitScript({ path: AXE }));
    const { page } = open;
    await page.waitForFunction(
      () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 60,
    );
    await page.evaluate(() => {
      const { commands } = globalThis.n2oPlayground!;
      commands.setTrainingRunning(false);
      commands.setCityRunning(false);
      commands.orchestrate();
    });
    await page.waitForFunction(
      () => globalThis.n2oPlayground?.state().agreement.status === 'ready',
    );
  });
  afterAll(() => open.close());

  describe.each(THEMES)('in the %s theme', (theme) => {
    it.each(STAGES)('stage %s, its help, its settings and its engines', async (stage) => {
      const { page } = open;
      await page.evaluate(
        ({ stage, theme }) => {
          const { commands } = globalThis.n2oPlayground!;
          commands.setTheme(theme);
          commands.setStage(stage);
          commands.select({ kind: 'server', id: 1 });
          commands.setAgreementCursor(7.4);
        },
        { stage, theme },
      );
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);

      await page.evaluate(() => globalThis.n2oPlayground!.commands.setHelpOpen(true));
      await page.getByRole('dialog', { name: 'Help' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.evaluate(() => globalThis.n2oPlayground!.commands.setHelpOpen(false));

      await page.evaluate(() => globalThis.n2oPlayground!.commands.setSettingsOpen(true));
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.evaluate(() => globalThis.n2oPlayground!.commands.setSettingsOpen(false));
      await page.getByRole('dialog').first().waitFor({ state: 'detached' });

      await page.evaluate(() => globalThis.n2oPlayground!.commands.setEngineOpen(true));
      await page.getByRole('dialog', { name: 'What trains here' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.evaluate(() => globalThis.n2oPlayground!.commands.setEngineOpen(false));
      await page.getByRole('dialog').first().waitFor({ state: 'detached' });
    });
  });
});
