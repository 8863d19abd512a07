import { describe, expect, it } from 'vitest';
import {
  type CommandHelp,
  commandHelp,
  naming,
  numberOrText,
  optionName,
  parseOptions,
  wholeNumber,
} from '../../src/cli/options.ts';
import { InputError } from '../../src/schema.ts';

const command: CommandHelp = {
  name: 'demo',
  summary: 'shows options',
  options: [
    { name: 'seed', value: 'S', help: 'the seed' },
    { name: 'quick', help: 'a switch' },
  ],
};
const parse = (...words: string[]) => parseOptions(words, command);

describe('options', () => {
  it('are read in both spellings, with switches', () => {
    expect(parse('--seed', '3', '--quick', '--json')).toEqual(
      new Map([
        ['seed', '3'],
        ['quick', ''],
        ['json', ''],
      ]),
    );
    expect(parse('--seed=-3').get('seed')).toBe('-3');
    expect(parse('--seed', '-3').get('seed')).toBe('-3');
  });

  it.each([
    [['--sed', '3'], /^--sed: no such option; allowed: --seed \| --quick \| --json/],
    [['--sed=3'], /^--sed: no such option/],
    [['3'], /^3: no such option/],
    [['--seed'], /^--seed: missing; allowed: S$/],
    [['--seed', '--quick'], /^--seed: missing/],
    [['--seed', '1', '--seed', '2'], /--seed: "given twice"/],
    [['--quick=1'], /--quick: "1" is not allowed; allowed: no value/],
  ])('are refused: %j', (words, message) => {
    expect(() => parse(...words)).toThrow(message);
    expect(() => parse(...words)).toThrow(InputError);
  });

  it('are listed by the help', () => {
    const help = commandHelp(command);
    expect(help).toContain('--seed S');
    expect(help).toContain('a switch');
    expect(help).toContain('--json');
  });

  it('hold whole numbers in a range, named when they do not', () => {
    expect(wholeNumber(parse('--seed', '7'), 'seed', [1, 9])).toBe(7);
    expect(wholeNumber(parse(), 'seed', [1, 9])).toBeUndefined();
    for (const text of ['0', '10', '1.5', 'x', '']) {
      const read = () => wholeNumber(parse('--seed', text), 'seed', [1, 9]);
      expect(read).toThrow(/--seed: .* is not allowed; allowed: a whole number from 1 to 9/);
    }
  });

  it('take the place of the field in a message where they gave the value', () => {
    const fail = () => {
      throw new InputError('demo.readOut', 'x', 'last');
    };
    expect(() => naming('demo', new Map([['read-out', 'x']]), fail)).toThrow(/^--read-out: "x"/);
    expect(() => naming('demo', new Map(), fail)).toThrow(/^demo\.readOut: "x"/);
    expect(() => naming('other', new Map([['read-out', 'x']]), fail)).toThrow(/^demo\.readOut/);
  });

  it('turn field names into option names, and text into numbers where it is one', () => {
    expect(optionName('gradientScale')).toBe('gradient-scale');
    expect(numberOrText('1e-3')).toBe(0.001);
    expect(numberOrText('-2.5E+3')).toBe(-2500);
    expect(numberOrText('.5')).toBe(0.5);
    for (const text of [' ', '', '0x10', 'Infinity', 'NaN', '1_000', ' 1', '-', '1e']) {
      expect(numberOrText(text)).toBe(text);
    }
    expect(numberOrText('auto')).toBe('auto');
  });
});
