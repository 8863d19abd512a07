/** Help, themes and the focus, as the keyboard finds them on the built page. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, type OpenPage, openPage } from '../support/page.ts';

let browser: Browser;
let open: OpenPage;
beforeAll(async () => {
  browser = await launch();
  open = await openPage(browser);
  await open.page.getByRole('heading', { level: 1 }).waitFor();
});
afterAll(() => browser.close());

/** Accessible name, or text, of what has the focus, and whether it shows a ring. */
function focused() {
  return open.page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const style = getComputedStyle(element);
    return {
      name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
      ring: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
      inDialog: element.closest('dialog') !== null,
    };
  });
}

it('the first stop leads past the header, then come stages and tools, each with a ring', async () => {
  const { page } = open;
  const stops: string[] = [];
  for (const theme of ['light', 'dark', 'projector'] as const) {
    await page.evaluate((theme) => globalThis.n2oPlayground!.commands.setTheme(theme), theme);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.mouse.click(2, 300);
    await page.evaluate(() => window.getSelection()?.removeAllRanges());
    stops.length = 0;
    await page.locator('.skip').focus();
    for (let stop = 0; stop < 6; stop++) {
      const { name, ring } = await focused();
      stops.push(name);
      expect(ring, `${name} in ${theme}`).toBe(true);
      await page.keyboard.press('Tab');
    }
    expect(stops.slice(0, 4)).toEqual(['Skip to the controls', 'City', 'Learn', 'Agree']);
  }
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel');
});

it('opens by ?, keeps the focus, names every key, and gives the focus back', async () => {
  const { page } = open;
  const opener = page.getByRole('button', { name: 'Learn', exact: true });
  await opener.focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Help' });
  await dialog.waitFor();
  const stops = await dialog.locator('button, input, a').count();
  for (let stop = 0; stop < stops + 3; stop++) {
    await page.keyboard.press('Tab');
    const { inDialog, name } = await focused();
    // Past the last stop a browser may offer its own tools, for which the page has its body.
    const onBody = await page.evaluate(() => document.activeElement === document.body);
    expect(inDialog || onBody, name).toBe(true);
  }
  const keys = await dialog.locator('kbd').allInnerTexts();
  expect(keys).toEqual(expect.arrayContaining(['1', '2', '3', 'R', 'T', '?', 'Space', 'Esc']));
  await expect(dialog.innerText()).resolves.toContain('L. Chen and J. Xu');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect((await focused()).name).toBe('Learn');
});

it('goes through the themes by key, button and choice; larger type on the projector', async () => {
  const { page } = open;
  const shown = () =>
    page.evaluate(() => ({
      theme: document.documentElement.dataset.theme,
      pixels: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    }));
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setTheme('light'));
  expect(await shown()).toEqual({ theme: 'light', pixels: 16 });
  await page.getByRole('button', { name: 'Next theme: Dark' }).click();
  expect((await shown()).theme).toBe('dark');
  await page.keyboard.press('t');
  expect(await shown()).toEqual({ theme: 'projector', pixels: 20 });
  await page.keyboard.press('?');
  await page.getByRole('radio', { name: 'As the system' }).check({ force: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
  }
  await page.keyboard.press('Escape');
});

it('stands in the colours of the system, and without hairlines where contrast is asked for', async () => {
  const { page } = open;
  await page.emulateMedia({ forcedColors: 'active', contrast: 'more' });
  const pressed = page.locator('.stages [aria-current=page]');
  const line = await pressed.evaluate((element) => getComputedStyle(element).textDecorationLine);
  expect(line).toBe('underline');
  const strong = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return style.getPropertyValue('--line') === style.getPropertyValue('--line-strong');
  });
  expect(strong).toBe(true);
  expect(open.problems).toEqual([]);
});
