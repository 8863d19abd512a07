/** What the bench's page and its worker tell each other. */
import type { Task } from '../measureAll.ts';
import type { Row } from '../rows.ts';

/** What only the browser knows of the machine. */
export interface BrowserMachine {
  readonly simdPeakGflops: number;
  readonly clock: string;
  readonly adapter: string | null;
}

/** To the worker goes a Task. */
export type Answer =
  | { readonly note: string }
  | { readonly machine: BrowserMachine; readonly rows: readonly Row[] }
  | { readonly error: string };

declare global {
  /** Called from outside: measures in a worker. */
  var measure: (task: Task) => Promise<{ machine: BrowserMachine; rows: Row[] }>;
}
