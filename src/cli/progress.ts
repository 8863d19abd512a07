/** Progress on stderr: what is being done, how far it is, and how long it still takes. */
import type { Note } from './command.ts';

/** Where something long is. */
export interface Progress {
  readonly phase: string;
  /** Null where none matters. */
  readonly seed: number | null;
  readonly done: number;
  readonly total: number;
}

const REPORT_EVERY_MS = 5000;

/** Reports a phase when it begins and every few seconds; `now` is a clock in milliseconds. */
export class ProgressReport {
  readonly #now: () => number;
  readonly #note: Note;
  #phase = '';
  #phaseStart = 0;
  /** What was done already when the phase began. */
  #doneBefore = 0;
  #lastReport = 0;

  constructor(now: () => number, note: Note) {
    this.#now = now;
    this.#note = note;
  }

  /** @param unit what is counted */
  update({ phase, seed, done, total }: Progress, unit = 'slot'): void {
    const name = seed === null ? phase : `seed ${seed}: ${phase}`;
    const now = this.#now();
    if (name !== this.#phase) {
      this.#phase = name;
      this.#phaseStart = now;
      this.#doneBefore = done;
    } else if (now - this.#lastReport < REPORT_EVERY_MS) {
      return;
    }
    this.#lastReport = now;
    const since = done - this.#doneBefore;
    const left =
      since > 0 ? `, ${seconds(((now - this.#phaseStart) / since) * (total - done))} left` : '';
    this.#note(`${name}, ${unit} ${done} of ${total}${left}`);
  }
}

function seconds(milliseconds: number): string {
  const whole = Math.ceil(milliseconds / 1000);
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}
