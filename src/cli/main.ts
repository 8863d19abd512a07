/**
 * The command line: `npm run --silent experiment -- NAME [--option value ...] [--json]`.
 * stdout carries the result alone, stderr progress and errors. Exit 0: done; 2: bad usage or
 * input, one line says what; 1: failed.
 */
import { InputError } from '../schema.ts';
import { type Command, note } from './command.ts';
import { compareCommand } from './commands/compare.ts';
import { orchestrateCommand } from './commands/orchestrate.ts';
import { commandHelp, parseOptions, USAGE } from './options.ts';

const COMMANDS: readonly Command[] = [compareCommand, orchestrateCommand];

function main(words: readonly string[]): void {
  const [name, ...rest] = words;
  if (name === '--help') {
    print([`usage: ${USAGE}`, ...COMMANDS.map(listed), 'NAME --help lists its options'].join('\n'));
    return;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) {
    throw new InputError('experiment', name, COMMANDS.map((each) => each.name).join(' | '));
  }
  if (rest.includes('--help')) {
    print(commandHelp(command));
    return;
  }
  const given = parseOptions(rest, command);
  const result = command.run(given);
  print(given.has('json') ? JSON.stringify(result.data) : result.text());
}

function listed({ name, summary }: Command): string {
  return `  ${name.padEnd(12)} ${summary}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  note(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof InputError ? 2 : 1;
}
