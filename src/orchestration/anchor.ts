/** c_n: where LSM n's copy starts, and what psi_n pulls it back to. */
import type { DecisionTables } from './decisionTables.ts';
import { components } from './graph.ts';
import { greedyDecision, localOptimum } from './greedy.ts';
import type { OrchestrationOptions } from './options.ts';
import type { Link } from './problem.ts';

/** What messages can tell an LSM. */
export interface AnchorReach {
  readonly links: readonly Link[];
  /** Which coordinates each LSM keeps, N x N; null: all. */
  readonly kept: Uint8Array | null;
}

/**
 * The anchors of all LSMs, N x N row-major (row n is c_n), in levels.
 * `owners`: every server's own greedy level (of one that no path of messages leads to: as `own`);
 * `own`: alpha_n* on n's scope, 0 elsewhere; `middle`: (K_i - 1) / 2; `zero`: n's own greedy level on
 * its own coordinate, 0 elsewhere. 0 where n does not keep a coordinate.
 *
 * @param reach none where everyone hears of everyone
 */
export function anchors(
  kind: OrchestrationOptions['anchor'],
  tables: DecisionTables,
  reach: AnchorReach | null = null,
): Float64Array {
  const { count, levels } = tables;
  const rows = new Float64Array(count * count);
  const greedy = greedyDecision(tables);
  for (let n = 0; n < count; n++) {
    const row = rows.subarray(n * count, (n + 1) * count);
    if (kind === 'owners') row.set(greedy);
    else if (kind === 'middle') row.set(levels.map((each) => (each - 1) / 2));
    else if (kind === 'zero') row[n] = greedy[n]!;
    else setOwn(row, tables, n);
  }
  if (reach) limit(rows, kind, tables, reach);
  return rows;
}

function setOwn(row: Float64Array, tables: DecisionTables, n: number): void {
  localOptimum(tables, n).forEach((level, i) => {
    row[tables.scopes[n]![i]!] = level;
  });
}

/** Takes from the anchors what no message brings. */
function limit(
  rows: Float64Array,
  kind: OrchestrationOptions['anchor'],
  tables: DecisionTables,
  { links, kept }: AnchorReach,
): void {
  const { count } = tables;
  const pieces = kind === 'owners' ? components(count, links) : [];
  if (pieces.length > 1) {
    for (const piece of pieces) {
      for (const n of piece) {
        const heard = rows.slice(n * count, (n + 1) * count);
        const row = rows.subarray(n * count, (n + 1) * count).fill(0);
        setOwn(row, tables, n);
        for (const i of piece) row[i] = heard[i]!;
      }
    }
  }
  kept?.forEach((keeps, place) => {
    if (keeps === 0) rows[place] = 0;
  });
}
