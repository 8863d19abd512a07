/** Browsers that cannot load or run the app: words about what is missing, never a blank page. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from '../support/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** What stands on the page once it is an explanation. */
async function explanation(
  prepare: (page: Page) => Promise<unknown>,
  options: BrowserContextOptions = {},
): Promise<string> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await prepare(page);
  await page.goto(inject('pageUrl'));
  await page.locator('[role=alert] h1').waitFor();
  const text = await page.locator('#root').innerText();
  await context.close();
  return text;
}

describe('the opening words give way to an explanation', () => {
  it('where the script of the app does not arrive', async () => {
    const text = await explanation((page) =>
      page.route(/assets\/index-.*\.js$/, (route) => route.abort()),
    );
    expect(text).toContain('could not start');
    expect(text).toMatch(/a script was not loaded \(.*\/assets\/index-/);
    expect(text).not.toContain('is being built');
  });

  it('where the script arrives damaged', async () => {
    const text = await explanation((page) =>
      page.route(/assets\/index-.*\.js$/, (route) =>
        route.fulfill({ contentType: 'text/javascript', body: 'const broken = ;' }),
      ),
    );
    expect(text).toContain('could not start');
    expect(text).toContain('SyntaxError');
  });

  it('where the browser knows no modules', async () => {
    const text = await explanation(async (page) => {
      await page.addInitScript(() => {
        Reflect.deleteProperty(HTMLScriptElement.prototype, 'noModule');
      });
      await page.route(inject('pageUrl'), async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replaceAll('type="module"', 'type="unknown"');
        await route.fulfill({ response, body });
      });
    });
    expect(text).toContain('This browser lacks JavaScript modules.');
    expect(text).toMatch(/Firefox 1\d\d/);
  });

  it('where the script stumbles over what the browser lacks', async () => {
    const text = await explanation(async (page) => {
      await page.addInitScript(() => Reflect.deleteProperty(Array.prototype, 'with'));
      await page.route(/assets\/index-.*\.js$/, (route) =>
        route.fulfill({ contentType: 'text/javascript', body: '[1].with(0, 2);' }),
      );
    });
    expect(text).toContain('This browser lacks JavaScript of 2023.');
    expect(text).toContain('with is not a function');
  });
});

it('says without JavaScript that it needs it', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(inject('pageUrl'));
  expect(await page.locator('#root').innerText()).toContain('needs JavaScript');
  await context.close();
});

it('explains in a dialect that every browser reads', () => {
  const source = readFileSync('test-output/site/opening.js', 'utf8');
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  expect(code).not.toMatch(
    /=>|`|\b(?:const|let|class|async|await|import|export)\b|\?\.|\?\?|\.\.\./,
  );
  expect(code).not.toMatch(/,\s*[)\]}]/);
});
