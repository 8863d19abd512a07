/**
 * The next turn of a worker's own work, behind the messages that wait. A message to oneself is not
 * clamped to 4 ms as a timer of 0 is.
 */
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
