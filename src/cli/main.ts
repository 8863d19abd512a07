/**
 * The command line: `npm run --silent experiment -- NAME [--option value ...] [--json]`.
 * stdout carries the result alone, stderr progress and errors.
 */
import { runCommandLine } from './commandLine.ts';

process.exitCode = runCommandLine(
  process.argv.slice(2),
  (text) => process.stdout.write(`${text}\n`),
  (line) => process.stderr.write(`${line}\n`),
);
