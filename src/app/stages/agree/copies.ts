/** What the microscope shows of a trace at a moment: copies, who agrees, bytes, objective. */
import { BYTES_PER_NUMBER } from '../../../orchestration/messages.ts';
import type { AgreementIteration, AgreementTrace } from '../../../workers/protocol.ts';
import { momentAt } from './moment.ts';

/** The whole level nearest to a copy's entry; half rounds up, as in the method. */
export function roundLevel(value: number): number {
  return Math.floor(value + 0.5);
}

/** Finished iteration `updates`, or undefined at the start. */
function iterationAfter(trace: AgreementTrace, updates: number): AgreementIteration | undefined {
  return updates === 0 ? undefined : trace.iterations[updates - 1];
}

/** Copies after `updates` updates, N x N row-major (row: whose copy, column: whose decision). */
export function copiesAfter(trace: AgreementTrace, updates: number): Float64Array {
  return iterationAfter(trace, updates)?.copies ?? trace.initialCopies;
}

/** Slow at both ends; 0 and 1 stay what they are. */
export function ease(progress: number): number {
  return progress * progress * (3 - 2 * progress);
}

/**
 * Writes the copies shown at a cursor. They move while projecting; where the sub-phases are not
 * shown, all through the iteration.
 */
export function copiesAt(
  trace: AgreementTrace,
  cursor: number,
  subPhases: boolean,
  into: Float64Array,
): void {
  const moment = momentAt(cursor, trace.iterations.length);
  if (moment.tau === 0 || (subPhases && moment.phase !== 'project')) {
    into.set(copiesAfter(trace, moment.updates));
    return;
  }
  const before = copiesAfter(trace, moment.tau - 1);
  const after = copiesAfter(trace, moment.tau);
  const share = subPhases ? ease(moment.progress) : cursor - (moment.tau - 1);
  for (let i = 0; i < into.length; i++) into[i] = before[i]! + share * (after[i]! - before[i]!);
}

/** 1 where server n (row) keeps a copy of server i's decision (column); absent where all keep all. */
export type Kept = ArrayLike<number> | null | undefined;

/** Whether server n keeps a copy of server i's decision: it may lie beyond its horizon. */
export function isKept({ ids, kept }: Pick<AgreementTrace, 'ids' | 'kept'>, n: number, i: number) {
  return !kept || kept[n * ids.length + i] === 1;
}

/**
 * Share of the copies of others' decisions that round to what their owner itself would do:
 * entries (n, i), n other than i, with round(a'_n,i) = round(a'_i,i). Copies that are not kept do
 * not count; 1 where there is none.
 */
export function agreementShare(copies: ArrayLike<number>, count: number, kept?: Kept): number {
  let agreeing = 0;
  let all = 0;
  for (let row = 0; row < count; row++) {
    agreeing += agreeingInRow(copies, count, row, kept);
    all += othersInRow(count, row, kept);
  }
  return all === 0 ? 1 : agreeing / all;
}

/** How many of server `row`'s copies of the others' decisions agree with their owners, 0..N-1. */
export function agreeingInRow(
  copies: ArrayLike<number>,
  count: number,
  row: number,
  kept?: Kept,
): number {
  let agreeing = 0;
  for (let column = 0; column < count; column++) {
    if (column === row || (kept && kept[row * count + column] !== 1)) continue;
    if (agrees(copies, count, row, column)) agreeing++;
  }
  return agreeing;
}

/** Of how many others' decisions a server keeps a copy, 0..N-1. */
export function othersInRow(count: number, row: number, kept?: Kept): number {
  if (!kept) return count - 1;
  let others = 0;
  for (let column = 0; column < count; column++) {
    if (column !== row && kept[row * count + column] === 1) others++;
  }
  return others;
}

/** Whether server `row`'s copy of server `column`'s decision rounds to that server's own. */
export function agrees(
  copies: ArrayLike<number>,
  count: number,
  row: number,
  column: number,
): boolean {
  return roundLevel(copies[row * count + column]!) === roundLevel(copies[column * count + column]!);
}

/** Every server's own rounded decision. */
export function ownDecisions(copies: ArrayLike<number>, count: number): number[] {
  return Array.from({ length: count }, (_, n) => roundLevel(copies[n * count + n]!));
}

/** Agreement share after 0..T updates, for the chart. */
export function agreementCurve(trace: AgreementTrace): Float64Array {
  const count = trace.ids.length;
  return Float64Array.from({ length: trace.iterations.length + 1 }, (_, updates) =>
    agreementShare(copiesAfter(trace, updates), count, trace.kept),
  );
}

/** What was sent over all links. */
export interface Sent {
  readonly messages: number;
  readonly bytes: number;
}

/** What was sent before the first iteration: a number a message, or nothing. */
export function sentBefore({ anchorBytes }: Pick<AgreementTrace, 'anchorBytes'>): Sent {
  return { messages: anchorBytes / BYTES_PER_NUMBER, bytes: anchorBytes };
}

/** What was sent after `updates` updates; after the last, whatever the read-out sends too. */
export function sentAfter(trace: AgreementTrace, updates: number): Sent {
  if (updates === trace.iterations.length) return { messages: trace.messages, bytes: trace.bytes };
  return trace.iterations[updates - 1] ?? sentBefore(trace);
}

/**
 * Bytes over all links up to a cursor: nothing or the anchors at the start, then every iteration's
 * messages as they travel, and with the last update whatever the read-out sends.
 */
export function bytesAt(trace: AgreementTrace, cursor: number): number {
  const moment = momentAt(cursor, trace.iterations.length);
  if (moment.updates === trace.iterations.length) return trace.bytes;
  const sent = iterationsSentAt(trace, cursor);
  const whole = Math.floor(sent);
  const before = (trace.iterations[whole - 1] ?? sentBefore(trace)).bytes;
  const after = trace.iterations[whole]?.bytes ?? before;
  return before + (sent - whole) * (after - before);
}

/** Iterations whose messages have been sent at a cursor, 0..T; a part of one while they travel. */
export function iterationsSentAt(trace: AgreementTrace, cursor: number): number {
  const { phase, progress, tau } = momentAt(cursor, trace.iterations.length);
  if (phase === 'start') return 0;
  const sent = phase === 'gradient' ? 0 : phase === 'send' ? progress : 1;
  return tau - 1 + sent;
}
