/** Sources of stage Agree in the built page: files and quadratics by picker, drop and key. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomNetworks, randomObservations } from '../support/networks.ts';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const networks = randomNetworks(4, 3, 4);
const file = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
});

const agreement = (page: Page) =>
  page.evaluate(() => {
    const { agreement, training } = globalThis.n2oPlayground!.state();
    const { source, trace, status } = agreement;
    return { source, status, ids: trace?.ids ?? [], trained: training.summary!.trainedSlots };
  });

async function openOptions(hash = '') {
  const opened = await openPage(browser, {}, undefined, hash);
  const { page } = opened;
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 20,
  );
  if (!hash) await page.getByRole('button', { name: 'Agree', exact: true }).click();
  await page.getByRole('tab', { name: 'Options' }).click();
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().agreement.status === 'ready');
  return opened;
}

/** By its key; the browser's own picker hands over the files. */
async function choose(page: Page, files: ReturnType<typeof file>[]) {
  const shown = page.waitForEvent('filechooser');
  // A round trip, so that the browser knows that its picker is taken over.
  await page.evaluate(() => null);
  await page.keyboard.press('o');
  await (await shown).setFiles(files);
}

/** To the picker that the page has by now. */
function hand(page: Page, files: ReturnType<typeof file>[]) {
  return page.locator('input[type=file]').setInputFiles(files);
}

it('networks and observations are run on while training goes on; what is wrong leaves them there', async () => {
  const { page, problems, close } = await openOptions();
  const before = await agreement(page);
  await choose(page, [file('nets.json', networks), file('seen.json', randomObservations(2, 12))]);
  const about = page.locator('.agree-source');
  await expect.poll(() => about.textContent()).toContain('nets.json: 12 networks, 17 links');
  expect(await about.textContent()).toContain('Observations: seen.json');
  const shown = await agreement(page);
  expect(shown).toMatchObject({ source: 'networks', ids: networks.agents.map(({ id }) => id) });
  expect(shown.trained).toBeGreaterThanOrEqual(before.trained);
  expect(await page.locator('.draft-bar, [data-draft]').count()).toBe(0);

  await hand(page, [file('bad.json', { ...networks, links: [[5, 12345]] })]);
  const notices = page.locator('.notices');
  await expect.poll(() => notices.textContent()).toContain('networks.links[0][1]: 12345');
  const [a, b, c, d] = randomNetworks(1, 1, 4).agents.map(({ id }) => id);
  const links = [
    [a!, b!],
    [c!, d!],
  ].map((link) => link.sort((m, n) => m - n));
  await hand(page, [file('torn.json', { ...randomNetworks(1, 1, 4), links })]);
  await expect.poll(() => notices.textContent()).toContain(`{${a}, ${b}} and {${c}, ${d}}`);
  expect(await agreement(page)).toMatchObject({ source: 'networks', ids: shown.ids });
  expect(problems).toEqual([]);
  await close();
});

it('quadratics open from a link, are changed by hand, and refuse what is out of range', async () => {
  const hash = '#v=1&stage=agree&source=quadratic&quadratic.rows=2&quadratic.columns=2';
  const { page, problems, close } = await openOptions(hash);
  expect(await agreement(page)).toMatchObject({ source: 'quadratic', ids: [0, 1, 2, 3] });
  const rows = page.getByLabel('Rows');
  await rows.fill('40');
  await rows.press('Enter');
  expect(await page.locator('.agree-quadratic [role=alert]').textContent()).toContain('1 to 10');
  expect((await agreement(page)).ids).toHaveLength(4);
  await rows.fill('4');
  await rows.press('Enter');
  await expect.poll(async () => (await agreement(page)).ids.length).toBe(8);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('quadratic.rows=4');
  expect(problems).toEqual([]);
  await close();
});
