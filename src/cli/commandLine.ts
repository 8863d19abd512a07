/** From the words of a command line to what is printed and the exit status. */
import { InputError, unknownName } from '../schema.ts';
import type { Command, CommandResult, Note } from './command.ts';
import { adaptCommand } from './commands/adapt.ts';
import { compareCommand } from './commands/compare.ts';
import { distilCommand } from './commands/distil.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { orchestrateCommand } from './commands/orchestrate.ts';
import { reachCommand } from './commands/reach.ts';
import { rivalsCommand } from './commands/rivals.ts';
import { theoryCommand } from './commands/theory.ts';
import { trainCommand } from './commands/train.ts';
import { Interrupted, type InterruptedStatus } from './interruption.ts';
import { commandHelp, parseOptions, USAGE } from './options.ts';

/** Exit status: 0 done, 2 bad usage or input, 1 failed, 130 or 143 where a signal ended it. */
export type Status = 0 | 1 | 2 | InterruptedStatus;

const COMMANDS: readonly Command[] = [
  trainCommand,
  adaptCommand,
  compareCommand,
  orchestrateCommand,
  reachCommand,
  theoryCommand,
  rivalsCommand,
  distilCommand,
  evaluateCommand,
];

/**
 * Runs one experiment.
 *
 * @param print takes the result, for stdout
 * @param note takes progress and errors, one line at a time, for stderr
 * @returns exit status; later, where an engine answers later
 */
export function runCommandLine(
  words: readonly string[],
  print: (text: string) => void,
  note: Note,
): Status | Promise<Status> {
  const noteLine: Note = (line) => note(line.replace(/\s+/g, ' '));
  const done = (text: string): Status => {
    print(text);
    return 0;
  };
  const failed = (error: unknown): Status => {
    noteLine(error instanceof Error ? error.message : String(error));
    if (error instanceof Interrupted) return error.status;
    return error instanceof InputError ? 2 : 1;
  };
  try {
    const text = answer(words, noteLine);
    return text instanceof Promise ? text.then(done).catch(failed) : done(text);
  } catch (error) {
    return failed(error);
  }
}

function answer([name, ...rest]: readonly string[], note: Note): string | Promise<string> {
  if (name === '--help') return overview();
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) {
    const known = COMMANDS.map((each) => each.name);
    if (name === undefined) throw new InputError('experiment', name, known.join(' | '));
    throw unknownName(name, 'experiment', known);
  }
  if (rest.includes('--help')) return commandHelp(command);
  const given = parseOptions(rest, command);
  const printed = ({ data, text }: CommandResult) =>
    given.has('json') ? JSON.stringify(data) : text();
  const result = command.run(given, note);
  return result instanceof Promise ? result.then(printed) : printed(result);
}

function overview(): string {
  const list = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`);
  return [`usage: ${USAGE}`, ...list, 'NAME --help lists the options of one'].join('\n');
}
