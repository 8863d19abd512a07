/** Something measured on demand: it runs, reports, can be stopped, and outlives the panel that asked. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isAbort, messageOf } from '../../controller/failures.ts';

export interface MeasurementState<Of, Value> {
  /** `stopped`: ended by the visitor; what was known by then stays. */
  readonly status: 'idle' | 'running' | 'ready' | 'stopped' | 'failed';
  /** What the value is of; null before the first start. */
  readonly of: Of | null;
  readonly value: Value | null;
  /** Why it failed, in the words of what failed. */
  readonly reason: string | null;
}

export class Measurement<Of, Value> {
  readonly store: StoreApi<MeasurementState<Of, Value>>;
  #current: AbortController | null = null;

  constructor() {
    this.store = createStore(() => ({ status: 'idle', of: null, value: null, reason: null }));
  }

  /**
   * Ends what is under way and measures anew. What was known of something else stays, with its `of`,
   * until there is an answer.
   *
   * @param work null where there is nothing to measure any more; `report` takes what is known so far
   */
  async start(
    of: Of,
    work: (signal: AbortSignal, report: (value: Value) => void) => Promise<Value | null>,
  ): Promise<void> {
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    const isCurrent = () => this.#current === controller;
    this.store.setState({ status: 'running', reason: null });
    try {
      const value = await work(controller.signal, (value) => {
        if (isCurrent()) this.store.setState({ of, value });
      });
      if (!isCurrent()) return;
      if (value === null) this.store.setState({ status: 'idle' });
      else this.store.setState({ status: 'ready', of, value });
    } catch (error) {
      if (!isCurrent()) return;
      if (isAbort(error)) this.store.setState({ status: 'idle' });
      else this.store.setState({ status: 'failed', of, value: null, reason: messageOf(error) });
    }
    if (isCurrent()) this.#current = null;
  }

  /** Ends what is under way; what is known of it stays. */
  stop(): void {
    if (!this.#current) return;
    this.#current.abort();
    this.#current = null;
    this.store.setState({ status: 'stopped' });
  }
}

export function useMeasurement<Of, Value>(
  measurement: Measurement<Of, Value>,
): MeasurementState<Of, Value> {
  return useStore(measurement.store);
}
