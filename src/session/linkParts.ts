/** The text of a link as keys and values, and values as words and numbers. */
import { InputError } from '../schema.ts';
import { LINK_PARTS, LINK_SECTIONS, QUADRATIC_SECTION } from './link.ts';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LONGEST_NAME = 40;

/** What could not be understood, in the order in which it was met. */
export type Problems = InputError[];
/** Parts of a link by key, decoded. */
export type Parts = ReadonlyMap<string, string>;

/** Keys and values, decoded; the first of a key that stands twice. */
export function splitLink(hash: string, problems: Problems): Map<string, string> {
  const parts = new Map<string, string>();
  for (const piece of hash.split('&')) {
    if (piece === '') continue;
    const at = piece.indexOf('=');
    const shown = shorten(at < 0 ? piece : piece.slice(0, at));
    if (at < 0) {
      problems.push(
        new InputError(shown, piece, 'name=value', 'has no value; allowed: name=value'),
      );
      continue;
    }
    let key: string;
    let value: string;
    try {
      key = decodeURIComponent(piece.slice(0, at));
      value = decodeURIComponent(piece.slice(at + 1));
    } catch {
      const allowed = 'text as an address encodes it';
      problems.push(new InputError(shown, piece, allowed, `is damaged; allowed: ${allowed}`));
      continue;
    }
    if (!isPart(key)) {
      const allowed = 'a part such as stage, preset, seed or scenario.rows';
      const problem = `no part of a link; allowed: ${allowed}`;
      problems.push(new InputError(shorten(key), value, allowed, problem));
    } else if (parts.has(key)) {
      problems.push(new InputError(shorten(key), value, 'once', 'stands twice; the first counts'));
    } else {
      parts.set(key, value);
    }
  }
  return parts;
}

/** A part of its own, or a field of one of the sections. */
function isPart(key: string): boolean {
  const sections: readonly string[] = [...LINK_SECTIONS, QUADRATIC_SECTION];
  const dot = key.indexOf('.');
  return dot < 0
    ? (LINK_PARTS as readonly string[]).includes(key)
    : sections.includes(key.slice(0, dot));
}

/** A name as it can stand in a message. */
export function shorten(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;
}

/** The number that a text is, written in decimals; null where it is none. */
export function decimal(text: string): number | null {
  const value = Number(text);
  return DECIMAL.test(text) && Number.isFinite(value) ? value : null;
}

/** One of a few words; undefined where the part is missing or says something else. */
export function oneOf<T extends string>(
  parts: Parts,
  part: string,
  words: readonly T[],
  problems: Problems,
): T | undefined {
  const text = parts.get(part);
  if (text === undefined) return undefined;
  const word = words.find((each) => each === text);
  if (word === undefined) problems.push(new InputError(part, text, words.join(' | ')));
  return word;
}

/** A number that a check accepts; undefined where the part is missing or is refused. */
export function numberOf(
  parts: Parts,
  part: string,
  allowed: string,
  accepts: (value: number) => boolean,
  problems: Problems,
): number | undefined {
  const text = parts.get(part);
  if (text === undefined) return undefined;
  const value = decimal(text);
  if (value !== null && accepts(value)) return value;
  problems.push(new InputError(part, text, allowed));
  return undefined;
}
