/**
 * Where a cursor of the microscope stands: which iteration, which of its four sub-phases, how far.
 * The cursor counts finished updates (0 = the start, tau = after the tau-th); a sub-phase takes a
 * quarter of an iteration, so that every boundary is an exact binary number.
 */

/** What an LSM does in one iteration of Algorithm 1, in the order it is shown. */
export const SUB_PHASES = ['gradient', 'send', 'mix', 'project'] as const;
export type SubPhase = (typeof SUB_PHASES)[number];

export interface Moment {
  /** Iteration under way, 1..T; 0 at the start. An update just finished still counts as its own. */
  readonly tau: number;
  readonly phase: SubPhase | 'start';
  /** How far the sub-phase is, in (0, 1]; 0 at the start. */
  readonly progress: number;
  /** Updates finished, 0..T. */
  readonly updates: number;
}

const START: Moment = { tau: 0, phase: 'start', progress: 0, updates: 0 };

/** Splits a cursor, in iterations from 0 to `iterations`; what lies outside is brought inside. */
export function momentAt(cursor: number, iterations: number): Moment {
  const inside = Math.min(Math.max(cursor, 0), iterations);
  const position = inside * SUB_PHASES.length;
  if (position === 0) return START;
  const index = Math.ceil(position) - 1;
  return {
    tau: Math.floor(index / SUB_PHASES.length) + 1,
    phase: SUB_PHASES[index % SUB_PHASES.length]!,
    progress: position - index,
    updates: Math.floor(inside),
  };
}

/** The next (1) or previous (-1) end of a sub-phase or of an iteration, as a cursor. */
export function stepCursor(
  cursor: number,
  iterations: number,
  unit: 'subPhase' | 'iteration',
  direction: 1 | -1,
): number {
  const parts = unit === 'subPhase' ? SUB_PHASES.length : 1;
  const position = cursor * parts;
  const next = direction === 1 ? Math.floor(position) + 1 : Math.ceil(position) - 1;
  return Math.min(Math.max(next / parts, 0), iterations);
}

/** The sub-phase that a step forward shows, or null at the end. */
export function nextSubPhase(cursor: number, iterations: number): SubPhase | null {
  const next = stepCursor(cursor, iterations, 'subPhase', 1);
  if (next <= cursor) return null;
  const { phase } = momentAt(next, iterations);
  return phase === 'start' ? null : phase;
}

const SLOWEST_START = 0.4;
const QUICKENING = 1.3;

/**
 * Iterations a second while playing at `speed`: slow at first, when everything is new (the first
 * iteration takes about 2.5 s), then quickening by 30 % an iteration up to the speed asked for.
 */
export function paceAt(cursor: number, speed: number): number {
  let pace = SLOWEST_START;
  for (let done = 0; done < cursor && pace < speed; done++) pace *= QUICKENING;
  return Math.min(pace, speed);
}

/** Above this many iterations a second the sub-phases are a blur; only the copies move. */
const SUB_PHASES_READABLE = 2.5;

/** Whether the parts of an iteration can be told apart at this point of a run played at `speed`. */
export function showsSubPhases(cursor: number, speed: number): boolean {
  return paceAt(cursor, speed) <= SUB_PHASES_READABLE;
}
