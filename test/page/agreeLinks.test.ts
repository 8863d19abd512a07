/** The Links panel of the built page, by mouse and keyboard: closed forms of sigma_2 and of W beside what it shows. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrchestrationOptions } from '../../src/orchestration/options.ts';
import { launch, openPage } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Opens the panel beside a run of the nine servers, held still. */
async function openLinks(options: Partial<OrchestrationOptions> = {}) {
  const opened = await openPage(browser);
  const { page } = opened;
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().city.summary != null);
  await page.evaluate((chosen) => {
    const { commands } = globalThis.n2oPlayground!;
    commands.setTrainingRunning(false);
    commands.setCityRunning(false);
    commands.changeOrchestration(chosen);
    commands.setStage('agree');
    commands.setAgreementPanel('links');
  }, options);
  await page.locator('.links-graph').waitFor();
  await page.waitForFunction(() => globalThis.n2oPlayground!.state().agreement.status === 'ready');
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setAgreementPlaying(false));
  return opened;
}

const chosen = (page: Page) => page.evaluate(() => globalThis.n2oPlayground!.state().orchestration);
const links = (page: Page) =>
  page.evaluate(() => globalThis.n2oPlayground!.state().agreement.trace!.links);
const sigma = (page: Page) => page.locator('.links-number .figure-value').first().textContent();
const caption = (page: Page) => page.locator('.links-pictures figcaption').textContent();
const server = (page: Page, id: number) =>
  page.getByRole('button', { name: new RegExp(`^Server ${id}, at `) });
const choose = (page: Page, topology: string) =>
  page.getByRole('radio', { name: topology }).check({ force: true });

/** Where the button of a server says that it stands, in metres. */
async function standing(page: Page, id: number): Promise<readonly number[]> {
  const label = (await server(page, id).getAttribute('aria-label'))!;
  return label
    .match(/at (-?[\d,]+), (-?[\d,]+) m/)!
    .slice(1)
    .map(Number);
}

describe('the Links panel', () => {
  it('a topology that is chosen changes W, its numbers and the run', async () => {
    const { page, problems, close } = await openLinks();
    await choose(page, 'Ring');
    // Eq. (13) on a ring: W is circulant with 1/3 on three diagonals.
    const ring = (1 + 2 * Math.cos((2 * Math.PI) / 9)) / 3;
    await expect.poll(() => sigma(page)).toBe(ring.toFixed(3));
    await expect.poll(async () => (await links(page)).length).toBe(9);
    expect(await links(page)).toContainEqual([0, 8]);
    await choose(page, 'Everyone');
    await expect.poll(() => sigma(page)).toBe('0.000');
    await server(page, 4).hover();
    expect(await caption(page)).toContain('keeps 0.111 of its own sum');
    await page.getByRole('radio', { name: 'Lazy' }).check({ force: true });
    await expect.poll(() => sigma(page)).toBe('0.500');
    expect(problems).toEqual([]);
    await close();
  });

  it('the reach changes W under the hand; the run is made once it is let go', async () => {
    const { page, problems, close } = await openLinks({ topology: 'geometric' });
    const before = await sigma(page);
    const reach = page.getByRole('slider', { name: 'Reach' });
    await reach.focus();
    await page.keyboard.down('End');
    await expect.poll(() => sigma(page)).toBe('0.000');
    expect(before).not.toBe('0.000');
    expect((await chosen(page)).reach).toBe(72);
    expect(await links(page)).toHaveLength(12);
    await page.keyboard.up('End');
    await expect.poll(async () => (await links(page)).length).toBe(36);
    expect(String((await chosen(page)).reach)).toBe(await reach.inputValue());
    expect(problems).toEqual([]);
    await close();
  });

  it('a graph in pieces is refused with its pieces named, and there are ways out', async () => {
    const { page, close } = await openLinks({ topology: 'geometric' });
    const reach = page.getByRole('slider', { name: 'Reach' });
    await reach.focus();
    await page.keyboard.press('Home');
    const note = page.locator('.links-torn');
    await expect.poll(() => note.textContent()).toContain('in 9 pieces, {0}, {1}, {2}, {3} and 5');
    expect(await links(page)).toHaveLength(12);
    // Said here, with ways out, and not once more in a notice over it.
    await page.waitForFunction(
      () => globalThis.n2oPlayground!.state().agreement.status === 'failed',
    );
    expect(await page.evaluate(() => globalThis.n2oPlayground!.state().notices)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the links of the run' }).click();
    await note.waitFor({ state: 'detached' });
    expect((await chosen(page)).reach).toBe(72);

    await reach.focus();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Run it piece by piece' }).click();
    await expect.poll(async () => (await links(page)).length).toBe(0);
    expect(await note.textContent()).toContain('each agrees by itself');
    expect(await sigma(page)).toBe('1.000');
    await close();
  });

  it('a server is dragged beside another, and the links follow it', async () => {
    const { page, problems, close } = await openLinks();
    const from = await standing(page, 8);
    const [near, far] = [
      (await server(page, 4).boundingBox())!,
      (await server(page, 8).boundingBox())!,
    ];
    await page.mouse.move(far.x + far.width / 2, far.y + far.height / 2);
    await page.mouse.down();
    // It stays under the pointer, outwards too: the picture holds still while it is dragged.
    for (const [x, y] of [
      [far.x + far.width / 2 + 20, far.y + far.height / 2 + 15],
      [near.x + near.width, near.y + near.height],
    ] as const) {
      await page.mouse.move(x, y, { steps: 5 });
      await expect
        .poll(async () => Math.abs((await server(page, 8).boundingBox())!.x + far.width / 2 - x))
        .toBeLessThan(1);
    }
    expect((await chosen(page)).topology).toBe('neighbours');
    await page.mouse.up();
    await expect.poll(async () => (await chosen(page)).topology).toBe('geometric');
    const { places } = await chosen(page);
    const to = await standing(page, 8);
    expect(to[0]!).toBeLessThan(from[0]!);
    expect(to[1]!).toBeLessThan(from[1]!);
    expect((places as { x: number }[])[8]!.x).toBeCloseTo(to[0]!, -1);
    await expect.poll(() => links(page)).toContainEqual([4, 8]);
    expect(problems).toEqual([]);
    await close();
  });

  it('a server is taken up and moved by keyboard, put back by Escape', async () => {
    const { page, problems, close } = await openLinks();
    const button = server(page, 0);
    const [x, y] = (await standing(page, 0)) as [number, number];
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await standing(page, 0)).toEqual([x + 5, y + 1]);
    await page.keyboard.press('Escape');
    expect(await standing(page, 0)).toEqual([x, y]);
    expect((await chosen(page)).topology).toBe('neighbours');

    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await chosen(page)).topology).toBe('geometric');
    expect(await standing(page, 0)).toEqual([x + 5, y]);
    // Without one taken up, arrow keys go from server to server.
    await page.keyboard.press('ArrowRight');
    expect(await server(page, 1).evaluate((each) => each === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  it('cuts are listed and mended one by one', async () => {
    const cuts = [
      { link: [0, 1] as [number, number], from: 3 },
      { link: [4, 5] as [number, number], from: 7, to: 7 },
      { link: [4, 5] as [number, number], from: 8, to: 8 },
    ];
    const { page, problems, close } = await openLinks({ cuts });
    const list = page.locator('.links-cuts li');
    expect(await list.locator('span:nth-child(2)').allTextContents()).toEqual([
      'cut from iteration 3 to the end',
      'its messages of iteration 7 dropped',
      'its messages of iteration 8 dropped',
    ]);
    await page.getByRole('button', { name: 'Mend the link between servers 0 and 1' }).click();
    await expect.poll(async () => (await chosen(page)).cuts).toEqual(cuts.slice(1));
    await page.waitForFunction(() =>
      globalThis
        .n2oPlayground!.state()
        .agreement.trace!.iterations.every(({ tau, failedLinks }) =>
          tau === 7 || tau === 8 ? failedLinks.length === 1 : failedLinks.length === 0,
        ),
    );
    await page.getByRole('button', { name: 'Mend all' }).click();
    await expect.poll(() => list.count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});
