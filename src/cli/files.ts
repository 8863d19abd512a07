/** Files named on the command line. */
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InputError } from '../schema.ts';

/**
 * Reads JSON from the file that an option names.
 *
 * @throws InputError naming the option where the file cannot be read or is not JSON
 */
export function readJson(option: string, path: string): unknown {
  let text: string;
  try {
    // Some editors put a byte order mark first, which is no JSON.
    text = readFileSync(fromCaller(path), 'utf8').replace(/^\uFEFF/, '');
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
 * Checks that the file that an option names can be written later: before the work, not after it.
 *
 * @throws InputError naming the option
 */
export function checkWritable(option: string, path: string): void {
  const file = fromCaller(path);
  try {
    const exists = existsSync(file);
    if (exists && statSync(file).isDirectory()) throw new Error('a folder');
    accessSync(exists ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new InputError(option, path, `a file that can be written (${codeOf(error)})`);
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
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

/** npm runs scripts in the project's folder; a path means the folder that npm was called in. */
function fromCaller(path: string): string {
  const { INIT_CWD, npm_lifecycle_event: script } = process.env;
  return resolve(script === 'experiment' && INIT_CWD ? INIT_CWD : process.cwd(), path);
}
