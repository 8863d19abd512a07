import { useApp } from '../../../store.ts';
import { momentAt } from '../moment.ts';

/** The iteration at the cursor, 1..T; 0 before the first. Changes once an iteration. */
export function useIteration(): number {
  return useApp(({ agreement: { trace, cursor } }) =>
    trace === null ? 0 : momentAt(cursor, trace.iterations.length).tau,
  );
}
