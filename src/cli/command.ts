/** What every experiment on the command line is. */
import type { CommandHelp, GivenOptions } from './options.ts';

export interface Command extends CommandHelp {
  /** Runs to the end; what is returned goes to stdout: `data` with --json, else `text`. */
  run(given: GivenOptions): CommandResult;
}

export interface CommandResult {
  readonly data: unknown;
  /** For people: a table, several lines. */
  text(): string;
}

/** Progress and notes go to stderr; stdout carries the result alone. */
export function note(line: string): void {
  process.stderr.write(`${line.replace(/\s+/g, ' ')}\n`);
}
