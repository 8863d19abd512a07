/** Short sentences to the visitor, newest last. */
import type { StoreApi } from 'zustand/vanilla';
import { InputError } from '../../schema.ts';
import type { AppState, Notice } from '../state.ts';

const MOST = 5;

export class Notices {
  readonly #store: StoreApi<AppState>;
  #nextId = 1;
  /** The newest notice of each topic. */
  readonly #topics = new Map<string, number>();

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

  /** As `tell`, about this run; what was told of the same topic before goes. */
  tellNewest(topic: string, text: string): void {
    this.dropTopic(topic);
    this.#topics.set(topic, this.tell('information', text, 'run'));
  }

  /** Takes back what was told of a topic. */
  dropTopic(topic: string): void {
    const before = this.#topics.get(topic);
    this.#topics.delete(topic);
    if (before !== undefined) this.dismiss(before);
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
