/** Files out of a checkpoint, and runs out of files: what the files worker does. */
import { gzip } from '../gzip.ts';
import {
  type CheckpointContent,
  packCheckpoint,
  readCheckpoint,
} from '../learning/checkpointFile.ts';
import { layersModel, WEIGHTS_FILE } from '../learning/layersModel.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import type { LearnerCheckpoint } from '../learning/multiAgent.ts';
import type { LocalNetworks } from '../learning/network.ts';
import { neighbourLinks, networksFile, parseNetworks } from '../learning/networksFile.ts';
import { InputError } from '../schema.ts';
import { offerCheckpoint, offerNetworks, type PresentRun, toldBy } from '../session/openedFile.ts';
import { CROWDS } from '../world/slot.ts';
import { failureText } from './messages.ts';
import { modelsReadme } from './modelsReadme.ts';
import type { OpenedFile, SavedKind } from './protocol.ts';

/** Nothing that the page could have written is larger. */
const LARGEST = 1e9;
const FORMATS = 'n2o-networks (JSON) or n2o-learner-checkpoint (gzip)';

export async function pack(kind: SavedKind, content: CheckpointContent): Promise<Blob> {
  const { checkpoint, ...record } = content;
  switch (kind) {
    case 'networks':
      return new Blob([networksText(content)], { type: 'application/json' });
    case 'models':
      return modelsArchive(checkpoint);
    case 'checkpoint': {
      const bytes = blobPart(await packCheckpoint(checkpoint, record));
      return new Blob([bytes], { type: 'application/gzip' });
    }
  }
}

/** Reads a file of networks or a checkpoint; what is wrong with it is part of the answer. */
export async function open(file: Blob, name: string, present: PresentRun): Promise<OpenedFile> {
  let otherCity = false;
  try {
    const { format, value, bytes } = await readFile(file, name, FORMATS);
    if (format === 'n2o-learner-checkpoint') {
      // Some browsers unpack what they download.
      return checkpointRun(value === null ? bytes : await gzip(await file.text()), name);
    }
    if (format !== 'n2o-networks') throw new InputError('format', format, FORMATS);
    const content = parseNetworks(value);
    const told = toldBy(content);
    otherCity = told.scenario === null;
    return {
      outcome: 'run',
      run: offerNetworks(content, told, name, present),
      knowsCity: told.scenario !== null,
      doubts: told.doubts.map(({ message }) => message),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { outcome: 'refused', message: failureText(error), otherCity };
  }
}

/**
 * What a file says it is, with its JSON; a checkpoint that is packed has none yet.
 *
 * @param allowed what the file may be, in words
 * @throws InputError naming the file where it is too large or no JSON
 */
export async function readFile(file: Blob, name: string, allowed: string) {
  if (file.size > LARGEST) throw new InputError(name, file.size, `at most ${LARGEST} bytes`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isGzip(bytes)) return { format: 'n2o-learner-checkpoint', value: null, bytes };
  const value = parseJson(bytes, name, allowed);
  return { format: formatOf(value), value, bytes };
}

async function checkpointRun(bytes: Uint8Array, name: string): Promise<OpenedFile> {
  const run = offerCheckpoint(await readCheckpoint(bytes), name);
  return { outcome: 'run', run, knowsCity: true, doubts: [] };
}

function networksOf({ scenario, learner, engine }: LearnerCheckpoint): LocalNetworks {
  return networksFromWeights(buildLayout(scenario, learner), engine.weights);
}

function networksText({ checkpoint, trainedOn: engine }: CheckpointContent): string {
  const { scenario, learner, seed, slots } = checkpoint;
  const networks = networksOf(checkpoint);
  const extra = { scenario, training: learner, engine, seed, trainedSlots: slots };
  const links = neighbourLinks(networks.agents);
  return `${JSON.stringify(networksFile({ networks, links, extra }))}\n`;
}

async function modelsArchive(checkpoint: LearnerCheckpoint): Promise<Blob> {
  const { downloadZip } = await import('client-zip');
  const networks = networksOf(checkpoint);
  const crowd = CROWDS[checkpoint.scenario.kind];
  const files = [{ name: 'README.txt', input: modelsReadme(networks, checkpoint, crowd) }];
  const models = networks.agents.flatMap(({ id }, agent) => {
    const { modelJson, weights } = layersModel(networks, agent);
    return [
      { name: `lsm-${id}/model.json`, input: JSON.stringify(modelJson) },
      { name: `lsm-${id}/${WEIGHTS_FILE}`, input: weights },
    ];
  });
  return downloadZip([...files, ...models]).blob();
}

function parseJson(bytes: Uint8Array, name: string, allowed: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const given = zip ? 'a zip archive, models for TensorFlow.js perhaps' : 'no JSON';
    throw new InputError(name, given, allowed, `${given}; allowed: ${allowed}`);
  }
}

function formatOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as { readonly format?: unknown }).format;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** DOM types want to know that the bytes are not shared. */
function blobPart(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
