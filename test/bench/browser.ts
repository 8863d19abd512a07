/**
 * The bench in headless Chromium: the same rows in a worker of a page of its own, and a training of
 * 1,200 episodes in the app itself. Both pages are built as the site is.
 */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';
import { assemblyScriptPlugin } from '../../build/assemblyScript.ts';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import type {} from './browser/messages.ts';
import type { Task } from './measureAll.ts';
import type { Machine, Row } from './rows.ts';
import { selected } from './selection.ts';
import { EPISODES, trainingRow } from './wholeTraining.ts';

type Note = (line: string) => void;

const root = fileURLToPath(new URL('../../', import.meta.url));
const BENCH_PORT = 4397;
const APP_PORT = 4398;

const benchPage: InlineConfig = {
  configFile: false,
  root: `${root}test/bench/browser`,
  base: './',
  plugins: [assemblyScriptPlugin()],
  worker: { format: 'es', plugins: () => [assemblyScriptPlugin()] },
  build: { target: 'es2023', assetsInlineLimit: 0, outDir: `${root}test-output/bench` },
};
const appPage: InlineConfig = { root, build: { outDir: `${root}test-output/bench-app` } };

export async function measureInBrowser(task: Task, note: Note) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  try {
    const { machine, rows } = await served(benchPage, BENCH_PORT, async (address) => {
      const page = await browser.newPage();
      page.on('console', (message) => note(message.text()));
      await page.goto(address);
      return page.evaluate((given) => globalThis.measure(given), task);
    });
    const { selection, quick } = task;
    if (!quick && selected(selection, 'section', 'page')) {
      note('training in the page');
      rows.push(await served(appPage, APP_PORT, (address) => trainInPage(browser, address)));
    }
    const { adapter, ...measured } = machine;
    const described: Machine = {
      cpu: cpus()[0]?.model.trim() || 'unknown processor',
      cores: cpus().length,
      runtime: `Chromium ${browser.version()}`,
      ...measured,
      ...(adapter ? { adapter } : {}),
    };
    return { machine: described, rows };
  } finally {
    await browser.close();
  }
}

async function served<T>(
  config: InlineConfig,
  port: number,
  work: (address: string) => Promise<T>,
): Promise<T> {
  const emptied = { ...config.build, emptyOutDir: true };
  await build({ ...config, build: emptied, logLevel: 'error' });
  const server = await preview({
    ...config,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port, strictPort: true },
  });
  try {
    return await work(`http://127.0.0.1:${port}/`);
  } finally {
    await server.close();
  }
}

/** From the moment that a new run begins until its plan is done, on the engine that the page picks. */
async function trainInPage(browser: Browser, address: string): Promise<Row> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.waitForFunction(
    () => (globalThis.n2oPlayground?.state().training.summary?.trainedSlots ?? 0) > 0,
  );
  const { time, slots, engine } = await page.evaluate(async (episodes) => {
    const { commands, state } = globalThis.n2oPlayground!;
    commands.setTrainingRunning(false);
    commands.startPreset('paper3x3');
    commands.changeLearner({ episodes });
    const begun = performance.now();
    commands.startDraft();
    commands.setTrainingRunning(true);
    for (;;) {
      const { summary } = state().training;
      const isOurs = summary?.plannedEpisodes === episodes;
      if (isOurs && summary.episode >= episodes) {
        const time = performance.now() - begun;
        return { time, slots: summary.trainedSlots, engine: summary.engineStatus.id };
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, EPISODES);
  await page.close();
  return trainingRow({ section: 'page', workload: '9x4c', engine }, time, slots);
}
