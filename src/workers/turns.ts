/**
 * Turns of a worker's own work, behind the messages that wait. A message to oneself is not clamped
 * to 4 ms as a timer of 0 is.
 */

/**
 * Milliseconds of own work after which the messages have their turn. One may have to wait for two
 * slices, and for what cannot be interrupted: within 20 ms in all.
 */
export const SLICE = 5;

/** The next turn of a loop. */
export class Turns {
  readonly #channel = new MessageChannel();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  constructor(turn: () => void) {
    this.#channel.port1.onmessage = () => {
      // A turn that was called off while its message was under way does not happen.
      if (!this.#asked) return;
      this.#asked = false;
      turn();
    };
  }

  /** Asks for one turn, after `delay` ms; what was asked for before is replaced. */
  ask(delay = 0): void {
    clearTimeout(this.#timer);
    if (delay > 0) {
      this.#asked = false;
      this.#timer = setTimeout(() => this.ask(), delay);
    } else if (!this.#asked) {
      this.#asked = true;
      this.#channel.port2.postMessage(null);
    }
  }

  callOff(): void {
    clearTimeout(this.#timer);
    this.#asked = false;
  }
}

/** Lets the messages that wait have their turn in the middle of something long. */
export class Breath {
  readonly #channel = new MessageChannel();
  #over: () => void = () => {};

  constructor() {
    this.#channel.port1.onmessage = () => this.#over();
  }

  /** Resolves behind the messages that wait. One at a time. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#over = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  /** It is not needed any more. */
  end(): void {
    this.#channel.port1.close();
  }
}
