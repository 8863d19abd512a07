/** Every stage at every size, in usual and in large type: nothing hangs over, is cut off or too small. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type OpenPage, openPage } from '../support/page.ts';

const SIZES = [
  [360, 740],
  [390, 844],
  [844, 390],
  [720, 450], // 1440 x 900 at 200 %
  [768, 1024],
  [1024, 768],
  [1440, 900],
  [1920, 1080],
  [2560, 1440],
] as const;
const STAGES = ['city', 'learn', 'agree', 'distil'] as const;
const SHEETS = ['Settings', 'Help'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** What is wrong with the layout as it is now, in words. */
function faults(page: Page, fingers: boolean): Promise<string[]> {
  return page.evaluate(
    async ({ fingers }) => {
      // Layout and the observers that follow it are done after two frames.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      const found: string[] = [];
      const width = document.documentElement.clientWidth;
      const open = document.querySelector('dialog[open]') ?? document;
      const all = (selector: string) =>
        [...open.querySelectorAll<HTMLElement>(selector)].filter(
          (element) => element.checkVisibility() && !element.closest('.hidden, .skip, [hidden]'),
        );
      const name = (element: HTMLElement) =>
        `${element.tagName.toLowerCase()}.${element.className} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}"`;

      const over = document.documentElement.scrollWidth - width;
      if (over > 0) found.push(`the page is ${over} px wider than the window`);
      for (const element of all('h1, h2, h3, button, select, input, label, output, canvas, p')) {
        const { left, right } = element.getBoundingClientRect();
        if (left < -1 || right > width + 1) found.push(`outside the window: ${name(element)}`);
      }
      for (const element of all('h1, h2, h3, .button, .segmented span, .stages button, output')) {
        if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
          found.push(`text cut off: ${name(element)}`);
        }
      }
      for (const group of ['.header', '.transport']) {
        const controls = all(`${group} :is(button, input, output)`);
        for (const [index, one] of controls.entries()) {
          const a = one.getBoundingClientRect();
          for (const other of controls.slice(index + 1)) {
            const b = other.getBoundingClientRect();
            const apart =
              a.right <= b.left + 1 ||
              b.right <= a.left + 1 ||
              a.bottom <= b.top + 1 ||
              b.bottom <= a.top + 1;
            if (!apart) found.push(`${name(one)} overlaps ${name(other)}`);
          }
        }
      }
      if (fingers) {
        const targets =
          '.button, select, input:not([type=checkbox], [type=radio]), .segmented label, .stages button';
        for (const target of all(targets)) {
          const { width, height } = target.getBoundingClientRect();
          if (height < 40 || width < 40) {
            found.push(`${Math.round(width)} x ${Math.round(height)} px: ${name(target)}`);
          }
        }
      }
      if (open !== document) return found;

      scrollTo(0, 0);
      const headline = document.querySelector('h1')!.getBoundingClientRect();
      if (headline.top < 0 || headline.bottom > innerHeight) found.push('the headline is not seen');
      for (const button of all('.transport .button')) {
        button.scrollIntoView({ block: 'nearest' });
        const box = button.getBoundingClientRect();
        const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        if (!hit || !button.contains(hit)) {
          found.push(`${name(button)} is behind ${hit ? name(hit as HTMLElement) : 'nothing'}`);
        }
      }
      scrollTo(0, 0);
      return found;
    },
    { fingers },
  );
}

describe.each(['light', 'projector'] as const)('in the %s theme', (theme) => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage(browser, { hasTouch: true });
    const { page } = open;
    await page.waitForFunction(
      () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 60,
    );
    await page.evaluate((theme) => {
      const { commands } = globalThis.n2oPlayground!;
      commands.setTheme(theme);
      commands.setTrainingRunning(false);
      commands.setCityRunning(false);
      commands.orchestrate();
    }, theme);
    await page.waitForFunction(
      () => globalThis.n2oPlayground?.state().agreement.status === 'ready',
    );
  });
  afterAll(() => open.close());

  it.each(STAGES)('stage %s fits every window', async (stage) => {
    const { page } = open;
    await page.evaluate((stage) => globalThis.n2oPlayground!.commands.setStage(stage), stage);
    const wrong: string[] = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.getByRole('heading', { level: 1 }).waitFor();
      const found = await faults(page, Math.min(width, height) < 500);
      wrong.push(...found.map((fault) => `${width} x ${height}: ${fault}`));
    }
    expect(wrong).toEqual([]);
  });

  it.each(SHEETS)('%s fits every window', async (sheet) => {
    const { page } = open;
    await page.evaluate((sheet) => {
      const { commands } = globalThis.n2oPlayground!;
      if (sheet === 'Help') commands.setHelpOpen(true);
      else commands.setSettingsOpen(true);
    }, sheet);
    const dialog = page.getByRole('dialog', { name: sheet });
    await dialog.waitFor();
    const wrong: string[] = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const found = await faults(page, Math.min(width, height) < 500);
      wrong.push(...found.map((fault) => `${width} x ${height}: ${fault}`));
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(wrong).toEqual([]);
  });
});
