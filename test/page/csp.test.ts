/** The built page under its own content security policy: nothing is refused, nothing leaves. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actionById } from '../../src/app/actions/registry.ts';
import { launch, openPage } from '../support/page.ts';

declare global {
  /** Directives that the policy had to enforce, each with what it refused. */
  var violations: string[];
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

function listen(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.violations.push(`${event.effectiveDirective}: ${event.blockedURI}`);
    });
  });
}

it('is lived through without a violation, a message or a request that leaves', async () => {
  const { page, problems, messages, close } = await openPage(browser, {}, listen);
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 60,
  );
  // The engines' files are fetched, compiled and run.
  for (const engine of ['tfjs-wasm', 'tfjs-cpu'] as const) {
    const before = await page.evaluate((engine) => {
      const { commands, state } = globalThis.n2oPlayground!;
      commands.setEngine(engine);
      return state().training.summary!.trainedSlots;
    }, engine);
    await page.waitForFunction(
      ({ engine, before }) => {
        const { summary } = globalThis.n2oPlayground!.state().training;
        return summary?.engine === engine && summary.trainedSlots > before + 2;
      },
      { engine, before },
    );
  }
  await page.evaluate(() => globalThis.n2oPlayground!.commands.setEngine('typescript'));
  for (const stage of ['City', 'Learn', 'Agree']) {
    await page.getByRole('button', { name: stage, exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const theme of ['light', 'dark', 'projector', 'system'] as const) {
      await page.evaluate((choice) => globalThis.n2oPlayground!.commands.setTheme(choice), theme);
    }
    const terms = page.locator('.explained-term:visible');
    if ((await terms.count()) > 0) await terms.first().focus();
    for (const sheet of ['view.settings', 'view.help', 'view.engine']) {
      await page.keyboard.press(actionById(sheet).shortcut!);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    if (stage === 'City') {
      // The tools of editing, taken up and put down; a server's numbers.
      await page.keyboard.press(actionById('city.edit').shortcut!);
      await page.waitForFunction(() => globalThis.n2oPlayground!.state().editing !== null);
      await page.evaluate(() => globalThis.n2oPlayground!.commands.setEditing(null));
      await page.evaluate(() => {
        globalThis.n2oPlayground!.commands.select({ kind: 'server', id: 4 });
      });
    }
  }
  await page.evaluate(() => globalThis.n2oPlayground!.commands.orchestrate());
  await page.waitForFunction(() => globalThis.n2oPlayground?.state().agreement.status === 'ready');
  expect(await page.evaluate(() => globalThis.violations)).toEqual([]);
  expect(messages).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});

it('refuses scripts in the page, evaluated strings, foreign images and foreign requests', async () => {
  const { page, close } = await openPage(browser, {}, listen);
  await page.locator('.header').waitFor();
  const outcome = await page.evaluate(
    () =>
      new Promise<Record<string, boolean>>((resolve) => {
        // From a timer: what the debugger itself calls may evaluate whatever the policy says.
        setTimeout(async () => {
          const ran: Record<string, boolean> = {};
          const script = document.createElement('script');
          script.textContent = 'globalThis.inlineRan = true';
          document.head.append(script);
          ran.inline = 'inlineRan' in globalThis;
          try {
            ran.evaluated = new Function('return true')() as boolean;
          } catch {
            ran.evaluated = false;
          }
          ran.fetched = await fetch('https://example.org/').then(
            () => true,
            () => false,
          );
          const image = new Image();
          image.src = 'https://example.org/a.png';
          await new Promise((done) => {
            image.onload = image.onerror = done;
          });
          const style = document.createElement('style');
          style.textContent = '#root { --injected: 1 }';
          document.head.append(style);
          const root = document.getElementById('root')!;
          ran.styled = getComputedStyle(root).getPropertyValue('--injected') !== '';
          resolve(ran);
        });
      }),
  );
  expect(outcome).toEqual({ inline: false, evaluated: false, fetched: false, styled: false });
  const refused = await page.evaluate(() => globalThis.violations);
  expect(refused.map((violation) => violation.split(':')[0])).toEqual([
    'script-src-elem',
    'script-src',
    'connect-src',
    'img-src',
    'style-src-elem',
  ]);
  await close();
});

it('names every file by a relative address', () => {
  const html = readFileSync('test-output/site/index.html', 'utf8');
  const addresses = [...html.matchAll(/(?:src|href|content)="([^"]*)"/g)].map(([, url]) => url!);
  expect(addresses.filter((address) => /^(?:[a-z]+:)?\/|^https?:/.test(address))).toEqual([]);
  expect(addresses).toContain('./favicon.svg');
});
