/**
 * The command line: `npm run --silent experiment -- NAME [--option value ...] [--json]`.
 * stdout carries the result alone, stderr progress and errors.
 */
import { runCommandLine } from './commandLine.ts';

// A reader that has seen enough (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  (text) => process.stdout.write(`${text}\n`),
  (line) => process.stderr.write(`${line}\n`),
);
