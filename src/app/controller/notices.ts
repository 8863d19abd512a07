/** Short sentences to the visitor, newest last. */
import type { StoreApi } from 'zustand/vanilla';
import { InputError } from '../../schema.ts';
import type { AppState, Notice } from '../state.ts';

const MOST = 5;

export class Notices {
  readonly #store: StoreApi<AppState>;
  #nextId = 1;

  constructor(store: StoreApi<AppState>) {
    this.#store = store;
  }

  /**
   * @param about `run` for what is of no interest any more once another run began
   * @returns its id, for `dismiss`
   */
  tell(tone: Notice['tone'], text: string, about: Notice['about'] = 'page'): number {
    const id = this.#nextId++;
    this.#add({ id, tone, text, about });
    return id;
  }

  /** Offers a text to take along, where it could not be copied. */
  offer(text: string, copy: string): void {
    this.#add({ id: this.#nextId++, tone: 'information', text, about: 'page', copy });
  }

  #add(notice: Notice): void {
    this.#store.setState(({ notices }) => ({
      notices: [...notices.filter((other) => other.text !== notice.text), notice].slice(-MOST),
    }));
  }

  dismiss(id: number): void {
    this.#store.setState(({ notices }) => ({
      notices: notices.filter((notice) => notice.id !== id),
    }));
  }

  /** Forgets what was said about the run that ends. */
  clearRun(): void {
    this.#store.setState(({ notices }) => ({
      notices: notices.filter((notice) => notice.about !== 'run'),
    }));
  }

  /**
   * The result of a check, or undefined where it refused its input; then the visitor is told.
   * Anything but an InputError is a fault of ours and goes on up.
   */
  attempt<T>(check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.tell('problem', error.message);
      return undefined;
    }
  }
}
