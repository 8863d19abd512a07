/**
 * A worker that speaks by itself: beside the calls it has a port, which a start opens and the
 * worker's end closes. What the world's and the learner's client have in common.
 */
import * as Comlink from 'comlink';
import { WorkerClient, WorkerGone } from './client.ts';

/** What every worker with a stream understands. */
export interface StreamingApi<Setup> {
  start(setup: Setup, port: MessagePort): Promise<void>;
}

type Invoke<Api, T> = (api: Comlink.Remote<Api>) => Promise<T>;

export class StreamClient<Api extends StreamingApi<Setup>, Setup, Message> {
  readonly #client: WorkerClient<Api>;
  #port: MessagePort | null = null;

  constructor(spawn: () => Worker, crashed: (reason: WorkerGone) => void) {
    this.#client = new WorkerClient(spawn, (reason) => {
      this.#closePort();
      crashed(reason);
    });
  }

  /** Starts a run in a new worker, whatever the old one was doing. */
  start(
    setup: Setup,
    hear: (message: Message, port: MessagePort) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    this.stop();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<Message>) => hear(data, port1);
    return this.#client.call((api) => {
      // Comlink's types lose that a method of a generic interface is callable.
      const { start } = api as unknown as StreamingApi<Setup>;
      return start(setup, Comlink.transfer(port2, [port2]));
    }, signal);
  }

  stop(): void {
    this.#closePort();
    this.#client.stop();
  }

  /** Before a start there is nobody to tell: the start itself says how things stand. */
  tell(invoke: Invoke<Api, void>, signal: AbortSignal | undefined): Promise<void> {
    return this.#port ? this.#client.call(invoke, signal) : Promise.resolve();
  }

  /** @throws WorkerGone before a start */
  ask<T>(invoke: Invoke<Api, T>, signal: AbortSignal | undefined): Promise<T> {
    if (!this.#port) return Promise.reject(new WorkerGone('Nothing has been started.'));
    return this.#client.call(invoke, signal);
  }

  #closePort(): void {
    this.#port?.close();
    this.#port = null;
  }
}
