/**
 * What was noted of a chunk, cut for the device. A *piece* is a run of updates against one target:
 * one pass of joint maxima and one of training. A *portion* is what one upload and one submission
 * carry: as a rule all pieces of the chunk, fewer where a binding would grow too large or the device
 * would be busy for long.
 */
import type { Minibatch, UpdateSettings } from '../../engine.ts';
import { biasCorrection } from '../adam.ts';
import { LARGEST_BINDING, UNIFORM_ALIGNMENT } from './limits.ts';
import type { NetworkTable } from './networkTable.ts';

export interface NotedUpdate {
  readonly size: number;
  /** LSM by LSM: inputs as [input][sample], rewards in network units, next observations. */
  readonly data: Float32Array;
  readonly settings: UpdateSettings;
  readonly losses: Float64Array;
}
/** An update or a copy of the target, as asked for. */
export type Noted = NotedUpdate | 'copyTarget';

export interface Piece {
  /** Of one size. */
  readonly updates: readonly NotedUpdate[];
  /** Updates of the chunk before this piece. */
  readonly start: number;
  /** The trained weights become the target in the end. */
  readonly copies: boolean;
}

/** Numbers of a piece's block of parameters, and of an update's record. */
const BLOCK = UNIFORM_ALIGNMENT / 4;
const RECORD = 4;
/** Bytes of one upload; half of what a binding may have. */
const LARGEST_UPLOAD = LARGEST_BINDING / 2;
/**
 * Floating-point operations of one submission: some tens of milliseconds for the adapter of a
 * laptop, which draws the page as well and gets to it in between.
 */
const LARGEST_WORK = 25e9;

/** Copies a minibatch of every LSM, as the kernels read it. */
export function noteUpdate(
  table: NetworkTable,
  batches: readonly Minibatch[],
  settings: UpdateSettings,
  losses: Float64Array,
): NotedUpdate {
  const { agents, observationSize, valueScale } = table.layout;
  const { size } = batches[0]!;
  const data = new Float32Array(table.perSample * size);
  let at = 0;
  agents.forEach(({ levels, decisionScales }, agent) => {
    const batch = batches[agent]!;
    at = transpose(batch.observations, observationSize, data, at, () => 1);
    at = transpose(batch.decisions, levels.length, data, at, (i) => decisionScales[i]!);
    for (let sample = 0; sample < size; sample += 1) {
      data[at + sample] = batch.rewards[sample]! / valueScale;
    }
    at += size;
    data.set(batch.nextObservations, at);
    at += size * observationSize;
  });
  return { size, data, settings, losses };
}

/** Cuts what was noted into portions of pieces, in order. */
export function portionsOf(noted: readonly Noted[], table: NetworkTable): Piece[][] {
  const portions: Piece[][] = [];
  let [bytes, work] = [0, 0];
  for (const piece of piecesOf(noted, table)) {
    const own = { bytes: bytesOf(piece), work: workOf(piece, table) };
    const last = portions.at(-1);
    if (last && bytes + own.bytes <= LARGEST_UPLOAD && work + own.work <= LARGEST_WORK) {
      last.push(piece);
      bytes += own.bytes;
      work += own.work;
    } else {
      portions.push([piece]);
      [bytes, work] = [own.bytes, own.work];
    }
  }
  return portions;
}

/**
 * A portion's upload: blocks of parameters, a record of each update, then the minibatches.
 *
 * @param count good updates before the chunk
 * @param agents of the layout
 */
export function packPortion(
  pieces: readonly Piece[],
  count: number,
  agents: number,
): Float32Array<ArrayBuffer> {
  const updates = pieces.flatMap((piece) => piece.updates);
  const recordsAt = BLOCK * pieces.length;
  const dataAt = recordsAt + RECORD * updates.length;
  const packed = new Float32Array(updates.reduce((sum, { data }) => sum + data.length, dataAt));
  const words = new Uint32Array(packed.buffer);
  let [record, at] = [recordsAt, dataAt];
  pieces.forEach((piece, index) => {
    const stride = piece.updates[0]?.data.length ?? 0;
    const { start, copies } = piece;
    const parameters = [at, stride, record, piece.updates.length, start * agents, copies ? 1 : 0];
    words.set(parameters, BLOCK * index);
    piece.updates.forEach(({ settings, data }, update) => {
      const { learningRate, discount, gradientClip } = settings;
      const rate = learningRate * biasCorrection(count + start + update + 1);
      packed.set([rate, discount, gradientClip], record);
      packed.set(data, at);
      record += RECORD;
      at += data.length;
    });
  });
  return packed;
}

/** Bytes from one block of parameters to the next. */
export const BLOCK_BYTES = UNIFORM_ALIGNMENT;
/** Bytes of a block that are read. */
export const PARAMETER_BYTES = 24;

function piecesOf(noted: readonly Noted[], table: NetworkTable): Piece[] {
  const pieces: Piece[] = [];
  let updates: NotedUpdate[] = [];
  let start = 0;
  const end = (copies: boolean) => {
    if (updates.length > 0 || copies) pieces.push({ updates, start, copies });
    start += updates.length;
    updates = [];
  };
  for (const each of noted) {
    if (each === 'copyTarget') {
      end(true);
      continue;
    }
    const longer = { updates: [...updates, each], start, copies: false };
    const isTooMuch = bytesOf(longer) > LARGEST_UPLOAD || workOf(longer, table) > LARGEST_WORK;
    if (updates.length > 0 && (each.size !== updates[0]!.size || isTooMuch)) end(false);
    updates.push(each);
  }
  end(false);
  return pieces;
}

function bytesOf({ updates }: Piece): number {
  const numbers = updates.reduce((sum, { data }) => sum + RECORD + data.length, BLOCK);
  return 4 * numbers;
}

function workOf({ updates }: Piece, { operations }: NetworkTable): number {
  return updates.reduce((sum, { size }) => sum + size * operations, 0);
}

/** Writes rows of `width` numbers as columns; returns where they end. */
function transpose(
  rows: Float64Array,
  width: number,
  target: Float32Array,
  at: number,
  scale: (column: number) => number,
): number {
  const count = rows.length / width;
  for (let column = 0; column < width; column += 1) {
    const factor = scale(column);
    for (let row = 0; row < count; row += 1) {
      target[at + column * count + row] = rows[row * width + column]! * factor;
    }
  }
  return at + rows.length;
}
