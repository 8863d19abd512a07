/** A decision laid over the map: of a rival, or by hand, beside the exact one. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AgreementTrace } from '../../../workers/protocol.ts';

export interface Comparison {
  /** The run that both belong to. */
  readonly trace: AgreementTrace;
  /** One level a server. */
  readonly decision: readonly number[];
  /** The exact decision; null where it is not known. */
  readonly exact: readonly number[] | null;
}

const store = createStore<{ readonly comparison: Comparison | null }>(() => ({ comparison: null }));

/** Lays a decision over the map; null takes it away. */
export function compare(comparison: Comparison | null): void {
  store.setState({ comparison });
}

/** What lies over the map of a run; null for nothing. */
export function useComparison(trace: AgreementTrace): Comparison | null {
  const comparison = useStore(store, (state) => state.comparison);
  return comparison?.trace === trace ? comparison : null;
}
