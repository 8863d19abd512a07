/** Options of the command line: declared once, then parsed, checked and listed by `--help`. */
import { type FieldMeta, InputError, unknownName } from '../schema.ts';

/** One `--name VALUE`, or `--name` alone where there is no `value`. */
export interface OptionDeclaration {
  readonly name: string;
  /** What stands for the value in the help: FILE, NUMBER, a | b. Absent for a switch. */
  readonly value?: string;
  /** One line for the help, the default included. */
  readonly help: string;
}

export interface CommandHelp {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionDeclaration[];
}

export const USAGE = 'npm run --silent experiment -- NAME [--option value ...] [--json]';

const SHARED: readonly OptionDeclaration[] = [
  { name: 'json', help: 'JSON on stdout instead of a table' },
  { name: 'help', help: 'this list' },
];

/** What was given on the command line, by name of the option; switches hold ''. */
export type GivenOptions = ReadonlyMap<string, string>;

/**
 * Splits `--name value` and `--name=value` pairs.
 *
 * @throws InputError for an unknown option, one given twice, one without its value, or a word that
 *   belongs to none
 */
export function parseOptions(words: readonly string[], command: CommandHelp): GivenOptions {
  const declared = [...command.options, ...SHARED];
  const given = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const [name, inline] = splitWord(word);
    const option = declared.find((each) => each.name === name);
    if (!option) {
      const known = declared.map((each) => `--${each.name}`);
      throw unknownName(name === undefined ? word : `--${name}`, 'option', known);
    }
    if (given.has(option.name)) throw new InputError(`--${name}`, 'given twice', 'once');
    if (option.value === undefined) {
      if (inline !== undefined) throw new InputError(`--${name}`, inline, 'no value');
      given.set(option.name, '');
      continue;
    }
    const value = inline ?? words[++i];
    if (value === undefined || (inline === undefined && value.startsWith('--'))) {
      throw new InputError(`--${name}`, undefined, option.value);
    }
    given.set(option.name, value);
  }
  return given;
}

function splitWord(word: string): [name: string | undefined, inline: string | undefined] {
  if (!word.startsWith('--')) return [undefined, undefined];
  const equals = word.indexOf('=');
  return equals < 0 ? [word.slice(2), undefined] : [word.slice(2, equals), word.slice(equals + 1)];
}

/** The help of one command, several lines. */
export function commandHelp(command: CommandHelp): string {
  const lines = [...command.options, ...SHARED].map(({ name, value, help }) => {
    const left = value === undefined ? `--${name}` : `--${name} ${value}`;
    return `  ${left.padEnd(44)} ${help}`;
  });
  return [
    `${command.name}: ${command.summary}`,
    `usage: ${USAGE.replace('NAME', command.name)}`,
    ...lines,
  ].join('\n');
}

/** A declared option for a field of a schema: `gradientScale` becomes `--gradient-scale`. */
export function fieldOption(field: string, meta: FieldMeta, help: string): OptionDeclaration {
  return { name: optionName(field), value: meta.allowed, help };
}

/** `gradientScale` -> `gradient-scale`. */
export function optionName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number where the text is a decimal one, else the text as it stands, for a schema to judge. */
export function numberOrText(text: string): number | string {
  return DECIMAL.test(text) ? Number(text) : text;
}

/** A whole number in a range. @throws InputError naming the option */
export function wholeNumber(given: GivenOptions, name: string, range: [number, number]) {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const number = numberOrText(text);
  if (typeof number === 'string' || !Number.isInteger(number)) throw refusal();
  if (number < range[0] || number > range[1]) throw refusal();
  return number;

  function refusal() {
    const allowed = `a whole number from ${range[0]} to ${range[1]}`;
    return new InputError(`--${name}`, numberOrText(text!), allowed);
  }
}

/** Runs a check whose InputError names `root.field`, or a place in it, and makes it name the option. */
export function naming<T>(root: string, given: GivenOptions, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError) || !error.field.startsWith(`${root}.`)) throw error;
    const [, field = '', inside = ''] =
      /^(\w+)(.*)$/.exec(error.field.slice(root.length + 1)) ?? [];
    const name = optionName(field);
    if (!given.has(name)) throw error;
    // A message in words of its own stands behind the field, too.
    const problem = error.message.slice(error.field.length + 2);
    throw new InputError(`--${name}${inside}`, error.value, error.allowed, problem);
  }
}
