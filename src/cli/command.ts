/** What every experiment on the command line is. */
import type { CommandHelp, GivenOptions } from './options.ts';

/** Takes one line for people: progress, remarks. */
export type Note = (line: string) => void;

export interface Command extends CommandHelp {
  /**
   * Runs to the end; what it does with an engine that answers later comes later.
   *
   * @throws InputError for options or files that are refused
   */
  run(given: GivenOptions, note: Note): CommandResult | Promise<CommandResult>;
}

/** What goes to stdout: `data` with --json, else `text`. */
export interface CommandResult {
  readonly data: unknown;
  /** For people: a table, several lines. */
  text(): string;
}
