/**
 * The worker's end of a WorkerClient. Beside answering calls it holds a lock for as long as it
 * lives: a worker that ends without a word (closed, killed for memory) lets go of it, and that is
 * how the page gets to know.
 */
import * as Comlink from 'comlink';

/** Sent once, before the first call. */
export interface HoldMessage {
  readonly type: 'hold';
  readonly lock: string;
}

/** The answer, once the lock is held; none where the browser has no locks (an insecure address). */
export interface HeldMessage {
  readonly type: 'held';
}

export function exposeApi(api: object): void {
  addEventListener('message', ({ data }: MessageEvent<HoldMessage>) => {
    if (data.type !== 'hold') return;
    void navigator.locks?.request(data.lock, () => {
      const held: HeldMessage = { type: 'held' };
      postMessage(held);
      return new Promise(() => {});
    });
  });
  Comlink.expose(api);
}
