/** N2O on a slot of the city: its controller is loaded when the first run is asked for. */
import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../state.ts';
import type { Agreement } from './agreement.ts';

export class LateAgreement {
  readonly #store: StoreApi<AppState>;
  readonly #load: () => Promise<Agreement>;
  readonly #onMissing: () => void;
  #loading: Promise<Agreement> | null = null;
  #loaded: Agreement | null = null;

  /** @param onMissing tells the visitor that it did not come; the next run asks for it again */
  constructor(store: StoreApi<AppState>, load: () => Promise<Agreement>, onMissing: () => void) {
    this.#store = store;
    this.#load = load;
    this.#onMissing = onMissing;
  }

  /** Null before the first run: until then there is no trace, and nothing to do with one. */
  get loaded(): Agreement | null {
    return this.#loaded;
  }

  /** Asks for a run, which is seen to be under way at once. */
  start(run: (agreement: Agreement) => void): void {
    if (this.#loaded) {
      run(this.#loaded);
      return;
    }
    this.#setStatus('running');
    this.#loading ??= this.#load();
    this.#loading.then(
      (loaded) => {
        this.#loaded = loaded;
        run(loaded);
      },
      () => {
        this.#loading = null;
        this.#setStatus('failed');
        this.#onMissing();
      },
    );
  }

  /** Forgets the trace, which belongs to another run. */
  clear(): void {
    if (this.#loaded) this.#loaded.clear();
    // A run that waits for the controller will be of the new city.
    else if (!this.#loading) this.#setStatus('idle');
  }

  #setStatus(status: AppState['agreement']['status']): void {
    this.#store.setState(({ agreement }) => ({ agreement: { ...agreement, status } }));
  }
}
