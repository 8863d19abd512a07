/** Files named on the command line. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../schema.ts';

/**
 * Reads JSON from the file that an option names.
 *
 * @throws InputError naming the option where the file cannot be read or is not JSON
 */
export function readJson(option: string, path: string): unknown {
  // Some editors put a byte order mark first, which is no JSON.
  const text = readBytes(option, path)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(option, path, `a file with JSON (${(error as Error).message})`);
  }
}

/**
 * Reads the file that an option names.
 *
 * @throws InputError naming the option where it cannot be read
 */
export function readBytes(option: string, path: string): Buffer {
  try {
    return readFileSync(fromCaller(path));
  } catch (error) {
    throw new InputError(option, path, `a file that can be read (${codeOf(error)})`);
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
 * Checks that no two options name one file to be written.
 *
 * @throws InputError naming the later option
 */
export function checkDistinct(outputs: readonly (readonly [option: string, path: string])[]): void {
  const taken = new Map<string, string>();
  for (const [option, path] of outputs) {
    const file = fromCaller(path);
    const other = taken.get(file);
    if (other) throw new InputError(option, path, `another file than ${other}`);
    taken.set(file, option);
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

/**
 * Writes the file that an option names, whole or not at all: what was there before stays until the
 * new content is complete, whatever happens meanwhile.
 *
 * @throws InputError naming the option where the file cannot be written
 */
export function replaceFile(option: string, path: string, bytes: Uint8Array): void {
  const file = fromCaller(path);
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, bytes, { flush: true });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw new InputError(option, path, `a file that can be written (${codeOf(error)})`);
  }
}

/**
 * Checks that files can be written into the folder that an option names, and makes it where there
 * is none yet.
 *
 * @throws InputError naming the option
 */
export function openFolder(option: string, path: string): void {
  const folder = fromCaller(path);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new InputError(option, path, `a folder that can be written to (${codeOf(error)})`);
  }
}

/**
 * Writes files into a folder inside the one that an option names.
 *
 * @throws InputError naming the option where they cannot be written
 */
export function writeFolder(
  option: string,
  path: string,
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  const inside = join(fromCaller(path), folder);
  try {
    mkdirSync(inside, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(inside, name), content);
  } catch (error) {
    throw new InputError(option, path, `a folder that can be written to (${codeOf(error)})`);
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
