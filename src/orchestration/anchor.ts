/** c_n: where LSM n's copy starts, and what psi_n pulls it back to. */
import type { DecisionTables } from './decisionTables.ts';
import { greedyDecision, localOptimum } from './greedy.ts';
import type { OrchestrationOptions } from './options.ts';

/**
 * The anchors of all LSMs, N x N row-major (row n is c_n), in levels.
 * `owners`: every server's own greedy level; `own`: alpha_n* on n's scope, 0 elsewhere; `middle`:
 * (K_i - 1) / 2; `zero`: n's own greedy level on its own coordinate, 0 elsewhere.
 */
export function anchors(
  kind: OrchestrationOptions['anchor'],
  tables: DecisionTables,
): Float64Array {
  const { count, levels, scopes } = tables;
  const rows = new Float64Array(count * count);
  const greedy = greedyDecision(tables);
  for (let n = 0; n < count; n++) {
    const row = rows.subarray(n * count, (n + 1) * count);
    if (kind === 'owners') row.set(greedy);
    else if (kind === 'middle') row.set(levels.map((each) => (each - 1) / 2));
    else if (kind === 'zero') row[n] = greedy[n]!;
    else {
      localOptimum(tables, n).forEach((level, i) => {
        row[scopes[n]![i]!] = level;
      });
    }
  }
  return rows;
}
