/**
 * Bytes that LSMs send to each other for one decision, over all links and both ways. Every number
 * takes 8 bytes. A message that a failing link loses was sent, so it counts.
 */
import type { OrchestrationOptions } from './options.ts';
import { type OrchestrationProblem, ownLevels } from './problem.ts';

export const BYTES_PER_NUMBER = 8;

/** One iteration of N2O: every LSM sends z_n (N numbers) to each of its links' other ends. */
export function iterationBytes({
  ids,
  links,
}: Pick<OrchestrationProblem, 'ids' | 'links'>): number {
  return BYTES_PER_NUMBER * 2 * links.length * ids.length;
}

/** Anchor `owners`: every LSM tells each of its links' other ends its own greedy level. */
export function anchorBytes(
  { links }: Pick<OrchestrationProblem, 'links'>,
  anchor: OrchestrationOptions['anchor'],
): number {
  return anchor === 'owners' ? BYTES_PER_NUMBER * 2 * links.length : 0;
}

/**
 * `sweeps` sweeps: first everyone tells its decision to all whose Q depends on it; in a sweep each
 * of these answers with K numbers (its Q at every level), and hears which one was taken.
 */
export function sweepBytes(
  { objectives }: Pick<OrchestrationProblem, 'objectives'>,
  sweeps: number,
): number {
  if (sweeps === 0) return 0;
  const levels = ownLevels(objectives);
  let numbers = 0;
  for (const { scope } of objectives) {
    for (const member of scope.slice(1)) numbers += 1 + sweeps * (levels[member]! + 1);
  }
  return BYTES_PER_NUMBER * numbers;
}

/** A whole run: anchor, T iterations and read-out. */
export function orchestrationBytes(
  problem: OrchestrationProblem,
  options: Pick<OrchestrationOptions, 'iterations' | 'anchor' | 'readOut'>,
): number {
  return (
    anchorBytes(problem, options.anchor) +
    options.iterations * iterationBytes(problem) +
    sweepBytes(problem, options.readOut === 'sweep' ? 1 : 0)
  );
}
