/**
 * One worker as the page holds it: calls that can be aborted, a restart that loses no promise, and
 * word of every crash. Knows Comlink; knows nothing of what the worker does.
 */
import * as Comlink from 'comlink';
import type { HeldMessage, HoldMessage } from './expose.ts';

/**
 * Milliseconds after which a worker that has not said a word is given up. One that dies before it
 * holds its lock leaves no other sign.
 */
const PATIENCE = 60_000;

/** A call that will never be answered, because its worker died or was stopped. */
export class WorkerGone extends Error {
  override readonly name = 'WorkerGone';
  /** Whether it ended before it said a word: its script was blocked, did not arrive or failed. */
  readonly neverCame: boolean;

  constructor(message: string, neverCame = false) {
    super(message);
    this.neverCame = neverCame;
  }
}

interface Pending {
  reject(reason: unknown): void;
}

export class WorkerClient<Api> {
  readonly #spawn: () => Worker;
  readonly #onCrash: (reason: WorkerGone) => void;
  readonly #patience: number;
  #worker: Worker | null = null;
  #remote: Comlink.Remote<Api> | null = null;
  #pending = new Set<Pending>();
  /** Ends the watch over the worker's life. */
  #watch = new AbortController();

  /**
   * @param spawn makes the worker; called at the first call and after every crash or stop
   * @param onCrash told after everything pending was rejected; the next call starts a new worker
   * @param patience milliseconds that a new worker may take to say its first word
   */
  constructor(
    spawn: () => Worker,
    onCrash: (reason: WorkerGone) => void,
    patience: number = PATIENCE,
  ) {
    this.#spawn = spawn;
    this.#onCrash = onCrash;
    this.#patience = patience;
  }

  /**
   * Calls the worker, starting it where needed.
   *
   * @throws the signal's reason when aborted (the worker goes on, its answer is dropped)
   * @throws WorkerGone when the worker dies or is stopped before it answers, or never came
   * @throws Error with the worker's name and message when the call itself throws there
   */
  call<T>(invoke: (remote: Comlink.Remote<Api>) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const remote = this.#connect();
    return new Promise<T>((resolve, reject) => {
      const abort = () => settle(() => reject(signal?.reason));
      const pending: Pending = { reject: (reason) => settle(() => reject(reason)) };
      const settle = (finish: () => void) => {
        this.#pending.delete(pending);
        signal?.removeEventListener('abort', abort);
        finish();
      };
      this.#pending.add(pending);
      signal?.addEventListener('abort', abort);
      invoke(remote).then(
        (value) => settle(() => resolve(value)),
        (reason) => settle(() => reject(reason)),
      );
    });
  }

  /** Ends the worker and rejects what is pending; the next call starts a new one. */
  stop(reason = 'The worker was stopped.', neverCame = false): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#remote = null;
    this.#watch.abort();
    const pending = this.#pending;
    this.#pending = new Set();
    for (const call of pending) call.reject(new WorkerGone(reason, neverCame));
  }

  #connect(): Comlink.Remote<Api> {
    if (this.#remote) return this.#remote;
    const worker = this.#spawn();
    let neverCame = true;
    const crash = (reason: string) => {
      // A worker that was replaced in the meantime has nothing to say any more.
      if (this.#worker !== worker) return;
      this.stop(reason, neverCame);
      this.#onCrash(new WorkerGone(reason, neverCame));
    };
    const patience = setTimeout(() => crash('The worker never answered.'), this.#patience);
    const hearFirst = () => {
      neverCame = false;
      clearTimeout(patience);
    };
    worker.addEventListener('message', hearFirst, { once: true });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      crash(event.message || 'The worker could not be loaded.');
    });
    worker.addEventListener('messageerror', () => crash('A message of the worker was unreadable.'));
    this.#worker = worker;
    this.#remote = Comlink.wrap<Api>(worker);
    this.#watch = new AbortController();
    this.#watch.signal.addEventListener('abort', () => clearTimeout(patience));
    watchLife(worker, this.#watch.signal, () => crash('The worker ended.'));
    return this.#remote;
  }
}

/** Calls `ended` when the worker lets go of the lock that it holds for as long as it lives. */
function watchLife(worker: Worker, signal: AbortSignal, ended: () => void): void {
  // Locks are shared by all tabs of a site, so the name has to be one of its own.
  const hold: HoldMessage = { type: 'hold', lock: `worker ${Math.random()}` };
  const listen = ({ data }: MessageEvent<HeldMessage>) => {
    if (data.type !== 'held') return;
    worker.removeEventListener('message', listen);
    // Rejects when the watch is called off. Absent on an insecure address: then nobody watches.
    navigator.locks?.request(hold.lock, { signal }, ended).catch(() => {});
  };
  worker.addEventListener('message', listen);
  worker.postMessage(hold);
}
