/** Files named on the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../schema.ts';

/**
 * Reads JSON from the file that an option names.
 *
 * @throws InputError naming the option where the file cannot be read or is not JSON
 */
export function readJson(option: string, path: string): unknown {
  let text: string;
  try {
    text = readFileSync(fromCaller(path), 'utf8');
  } catch (error) {
    throw new InputError(option, path, `a file that can be read (${codeOf(error)})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(option, path, `a file with JSON (${(error as Error).message})`);
  }
}

/**
 * Writes data as JSON to the file that an option names.
 *
 * @throws InputError naming the option where the file cannot be written
 */
export function writeJson(option: string, path: string, data: unknown): void {
  try {
    writeFileSync(fromCaller(path), `${JSON.stringify(data)}\n`);
  } catch (error) {
    throw new InputError(option, path, `a file that can be written (${codeOf(error)})`);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/** npm runs scripts in the project's folder; a path means the folder that npm was called in. */
function fromCaller(path: string): string {
  const { INIT_CWD, npm_lifecycle_event: script } = process.env;
  return resolve(script === 'experiment' && INIT_CWD ? INIT_CWD : process.cwd(), path);
}
