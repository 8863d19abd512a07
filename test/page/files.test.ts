/** Networks in and out of the built page: what is saved is read back in Node, and opened again. */
import '@tensorflow/tfjs-backend-cpu';
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../src/learning/checkpointFile.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { weightsOf } from '../../src/learning/openedWeights.ts';
import { RandomStream } from '../../src/random.ts';
import { naiveValue } from '../support/naiveLearning.ts';
import { launch, type OpenPage, openPage } from '../support/page.ts';
import { unzipStored } from '../support/unzip.ts';

const SMALL = '#v=1&preset=paper2x2&engine=typescript&training=paused';
const KEYS = { networks: 's', models: 'z', checkpoint: 'k' } as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A page with this many slots trained, at rest. */
async function openTrained(slots: number, hash = SMALL): Promise<OpenPage> {
  const opened = await openPage(browser, { acceptDownloads: true }, undefined, hash);
  await opened.page.waitForFunction(
    () => globalThis.n2oPlayground?.state().training.status === 'paused',
  );
  await train(opened.page, slots);
  return opened;
}

async function train(page: Page, slots: number): Promise<void> {
  if (slots === 0) return;
  const until = (await trained(page)) + slots;
  await page.evaluate((count) => globalThis.n2oPlayground!.commands.stepTraining(count), slots);
  await page.waitForFunction(
    (all) => globalThis.n2oPlayground!.state().training.summary!.trainedSlots === all,
    until,
  );
}

const trained = (page: Page) =>
  page.evaluate(() => globalThis.n2oPlayground!.state().training.summary?.trainedSlots ?? 0);

/** Saves by key; the file's name and bytes. */
async function save(page: Page, kind: keyof typeof KEYS) {
  const download = page.waitForEvent('download');
  await page.keyboard.press(KEYS[kind]);
  const file = await download;
  await page.waitForFunction(() => globalThis.n2oPlayground!.state().files.busy === null);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Drops a file on the page. */
async function drop(page: Page, name: string, bytes: Buffer | string): Promise<void> {
  const content = Buffer.from(bytes).toString('base64');
  const dataTransfer = await page.evaluateHandle(
    ([title, base64]) => {
      const transfer = new DataTransfer();
      const data = Uint8Array.from(atob(base64!), (character) => character.charCodeAt(0));
      transfer.items.add(new File([data], title!));
      return transfer;
    },
    [name, content],
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await page.getByText('Drop it to open it').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer });
  await page.getByText('Drop it to open it').waitFor({ state: 'detached' });
}

const bar = (page: Page) => page.getByRole('region', { name: 'A new run is waiting' });
const message = (page: Page) => page.getByRole('region', { name: 'Messages' });

/** What runs, and what waits. */
const runs = (page: Page) =>
  page.evaluate(() => {
    const { scenario, draft, origin, training } = globalThis.n2oPlayground!.state();
    const { rows, columns } = scenario;
    const opened = origin?.name ?? null;
    const slots = training.summary?.trainedSlots ?? 0;
    return { rows, columns, isDrafted: draft !== null, opened, slots };
  });

describe('what is saved', () => {
  it('holds the same networks as file, as models and in the checkpoint', async () => {
    const { page, problems, close } = await openTrained(60);
    const networksFile = await save(page, 'networks');
    const models = await save(page, 'models');
    const checkpointFile = await save(page, 'checkpoint');
    expect(problems).toEqual([]);
    await close();

    const { checkpoint, trainedOn, curve } = await readCheckpoint(checkpointFile.bytes);
    expect(checkpointFile.name).toBe('n2o-checkpoint-2x2-seed1-slot60.json.gz');
    expect(checkpoint.slots).toBe(60);
    expect(trainedOn).toBe('typescript');
    expect(curve!.systemReward.length).toBe(10);

    const { scenario, learner } = checkpoint;
    const layout = buildLayout(scenario, learner);
    expect(networksFile.name).toBe('n2o-networks-2x2-seed1-slot60.json');
    const content = parseNetworks(JSON.parse(networksFile.bytes.toString()));
    expect(weightsOf(layout, content.networks, content.links)).toEqual(checkpoint.engine.weights);
    const engine = 'typescript';
    expect(content.extra).toEqual({
      scenario,
      training: learner,
      engine,
      seed: 1,
      trainedSlots: 60,
    });

    const archive = unzipStored(models.bytes);
    expect([...archive.keys()].filter((path) => path.endsWith('model.json')).length).toBe(4);
    expect(archive.get('README.txt')!.toString()).toContain('tf.loadLayersModel');
    const { agents, activation } = networksFromWeights(layout, checkpoint.engine.weights);
    const stream = new RandomStream(5, 'policy');
    for (const agent of agents) {
      const json = JSON.parse(archive.get(`lsm-${agent.id}/model.json`)!.toString());
      const [{ paths, weights: weightSpecs }] = json.weightsManifest;
      const weightData = Uint8Array.from(archive.get(`lsm-${agent.id}/${paths[0]}`)!).buffer;
      const { modelTopology } = json;
      const model = await loadLayersModel(
        tf.io.fromMemory({ modelTopology, weightSpecs, weightData }),
      );
      const observation = Array.from({ length: 5 }, () => stream.uniform());
      const levels = agent.levels.map((count) => stream.integer(count));
      const output = model.predict(tf.tensor2d([[...observation, ...levels]])) as tf.Tensor;
      const q = learner.valueScale * naiveValue(agent, activation, observation, levels);
      expect(output.dataSync()[0]).toBeCloseTo(q, 3);
    }
  });

  it('is told beside the buttons in Learn, and as a message elsewhere', async () => {
    const { page, close } = await openTrained(6);
    const { name } = await save(page, 'networks');
    await message(page).getByText(`${name} is saved`).waitFor();
    await page.keyboard.press('2');
    await page.getByRole('heading', { name: 'Networks in and out' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a checkpoint' }).click();
    const file = (await download).suggestedFilename();
    await page.getByRole('status').getByText(`${file} is saved`).waitFor();
    await close();
  });
});

it('a checkpoint goes on elsewhere to the very bits of a run that never stopped', async () => {
  const first = await openTrained(48);
  const saved = await save(first.page, 'checkpoint');
  await first.close();

  const second = await openTrained(0, '#v=1&preset=paper3x3&engine=typescript&training=paused');
  const { page } = second;
  await drop(page, saved.name, saved.bytes);
  // Nothing has been trained here: nobody has to be asked.
  await message(page).getByText(`${saved.name} is open`).waitFor();
  await page.waitForFunction(
    () => globalThis.n2oPlayground!.state().training.summary?.trainedSlots === 48,
  );
  expect(await runs(page)).toMatchObject({ rows: 2, columns: 2, opened: saved.name });
  await train(page, 30);
  const again = await readCheckpoint((await save(page, 'checkpoint')).bytes);
  expect(again.curve!.systemReward.length).toBe(13);
  await second.close();

  const whole = MultiAgentLearner.resume((await readCheckpoint(saved.bytes)).checkpoint);
  for (let slot = 0; slot < 30; slot += 1) whole.advance();
  const { engine, sums, sampler, exploration } = whole.checkpoint();
  expect(again.checkpoint.engine).toEqual(engine);
  expect(again.checkpoint).toMatchObject({ sums, sampler, exploration });
});

describe('networks of another city', () => {
  let file: { name: string; bytes: Buffer };
  beforeAll(async () => {
    const { page, close } = await openTrained(36);
    file = await save(page, 'networks');
    await close();
  });

  it('wait for a word: kept out, everything is as it was; let in, they are the run', async () => {
    const { page, problems, close } = await openTrained(
      12,
      '#v=1&preset=paper3x3&engine=typescript&training=paused',
    );
    await drop(page, file.name, file.bytes);
    await bar(page).waitFor();
    expect(await bar(page).innerText()).toContain(`Networks of ${file.name}`);
    expect(await bar(page).innerText()).toContain('This ends the run that has trained 12 slots.');
    await bar(page).getByRole('button', { name: 'Keep this run' }).click();
    await bar(page).waitFor({ state: 'detached' });
    const before = { rows: 3, columns: 3, isDrafted: false, opened: null, slots: 12 };
    expect(await runs(page)).toEqual(before);

    await drop(page, file.name, file.bytes);
    await bar(page).getByRole('button', { name: 'Start the new run' }).click();
    await page.waitForFunction(
      () => globalThis.n2oPlayground!.state().training.status === 'paused',
    );
    expect(await runs(page)).toMatchObject({ rows: 2, columns: 2, opened: file.name, slots: 0 });

    // N2O agrees on these networks at once, and what is saved now is what was opened.
    await page.keyboard.press('3');
    await page.waitForFunction(
      () => globalThis.n2oPlayground!.state().agreement.status === 'ready',
    );
    const trace = await page.evaluate(() => globalThis.n2oPlayground!.state().agreement.trace!);
    expect(trace.ids.length).toBe(4);
    const saved = JSON.parse((await save(page, 'networks')).bytes.toString());
    expect(saved.agents).toEqual(JSON.parse(file.bytes.toString()).agents);
    // Starting again starts from them again.
    await train(page, 6);
    await page.keyboard.press('r');
    await bar(page).waitFor();
    expect(await bar(page).innerText()).toContain(`Start again from ${file.name}`);
    expect(problems).toEqual([]);
    await close();
  });

  it('that do not say which city they are for are used in this one where they fit', async () => {
    const { extra: _, ...bare } = JSON.parse(file.bytes.toString());
    const text = JSON.stringify(bare);
    const fitting = await openTrained(6);
    await drop(fitting.page, 'bare.json', text);
    await bar(fitting.page).waitFor();
    await message(fitting.page).getByText('They fit this one, which is used.').waitFor();
    await fitting.close();

    const { page, close } = await openTrained(
      6,
      '#v=1&preset=paper3x3&engine=typescript&training=paused',
    );
    await drop(page, 'bare.json', text);
    await message(page).getByText('it is not for this one').waitFor();
    await message(page).getByText('allowed: 9 agents, one a server').waitFor();
    expect(await runs(page)).toMatchObject({ rows: 3, isDrafted: false, slots: 6 });
    await close();
  });

  it.each([
    [
      'a wrong shape',
      (data: Data) => data.agents[2]!.layers[1]!.biases.pop(),
      'agents[2].layers[1]',
    ],
    ['a level too many', (data: Data) => (data.agents[0]!.levels = 9), 'from 2 to 6'],
    ['another format', (data: Data) => (data.format = 'keras'), 'n2o-networks (JSON) or'],
  ])('with %s are refused by field and range, and nothing has changed', async (_, spoil, says) => {
    const { page, problems, close } = await openTrained(6);
    const data = JSON.parse(file.bytes.toString()) as Data;
    spoil(data);
    await drop(page, 'spoilt.json', JSON.stringify(data));
    await message(page).getByText('your run goes on as it was').waitFor();
    expect(await message(page).innerText()).toContain(says);
    const asBefore = { rows: 2, columns: 2, isDrafted: false, opened: null, slots: 6 };
    expect(await runs(page)).toEqual(asBefore);
    expect(problems).toEqual([]);
    await close();
  });
});

interface Data {
  format: string;
  readonly agents: { levels: number; readonly layers: { readonly biases: number[] }[] }[];
}

it('a checkpoint cut short is refused, and the picker opens by key', async () => {
  const { page, close } = await openTrained(12);
  const { bytes } = await save(page, 'checkpoint');
  const chosen = new Promise<void>((resolve) => {
    page.on('filechooser', (chooser) => {
      const buffer = bytes.subarray(0, bytes.length / 2);
      void chooser
        .setFiles({ name: 'cut.json.gz', mimeType: 'application/gzip', buffer })
        .then(resolve);
    });
  });
  // A round trip, so that the browser knows that its picker is taken over.
  await page.evaluate(() => null);
  await page.keyboard.press('o');
  await chosen;
  await message(page).getByText('damaged or cut short').waitFor();
  expect(await runs(page)).toMatchObject({ isDrafted: false, opened: null, slots: 12 });
  await close();
});
