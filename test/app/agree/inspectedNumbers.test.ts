/** What stage Agree says of a copy, a link and the bytes follows from the inputs beside it. */
import { describe, expect, it } from 'vitest';
import type { InspectionRow } from '../../../src/app/components/Inspection.tsx';
import '../../../src/app/catalogue/later/agreement.ts';
import { cellRows } from '../../../src/app/stages/agree/inspectCell.ts';
import { bytesRows, linkRows } from '../../../src/app/stages/agree/inspectRun.ts';
import { momentAt } from '../../../src/app/stages/agree/moment.ts';
import { randomTrace } from './randomTrace.ts';

const options = { failure: 0.3, iterations: 8, gradientScale: 2, readOut: 'sweep' };
const trace = randomTrace({ rows: 2, columns: 3, levels: 4 }, options);
const standingAt = (cursor: number) => {
  const { updates, tau } = momentAt(cursor, trace.iterations.length);
  return { updates, tau: Math.max(1, tau) };
};
const numberOf = (text: string) => Number(text.replace('−', '-').replaceAll(',', ''));
const inputOf = (row: InspectionRow, name: string) =>
  numberOf(row.inputs!.find((each) => each.name === name)!.value);
const find = (rows: readonly InspectionRow[], term: string) =>
  rows.find((row) => row.term.startsWith(term))!;

describe.each([1, 3.25, 3.5, 3.75, 4, 7.9, 8])('at cursor %d', (cursor) => {
  const standing = standingAt(cursor);

  it.each([
    [0, 1],
    [4, 3],
    [5, 0],
  ])('copy and sum of server %d about %d follow from their inputs', (server, about) => {
    const rows = cellRows(trace, standing, server, about);
    const copy = find(rows, 'its copy');
    const gamma = inputOf(copy, 'regularisation: larger is slower');
    const step = inputOf(copy, 'iteration') ** -0.5 / gamma;
    const free = inputOf(copy, 'where it began') - step * inputOf(copy, 'running sum');
    const highest = inputOf(copy, 'levels of that server') - 1;
    expect(numberOf(copy.value)).toBeCloseTo(Math.max(0, Math.min(free, highest)), 2);

    const sum = find(rows, 'running sum z');
    const heard = sum.inputs!.flatMap(({ value }) => {
      const [weight, dual] = value.split(' × ').map(numberOf);
      return dual === undefined ? [] : [weight! * dual];
    });
    const pull = inputOf(sum, 'gradient scale') * inputOf(sum, 'own pull');
    const added = heard.reduce((total, term) => total + term, pull);
    expect(Math.abs(numberOf(sum.value) - added)).toBeLessThan(0.02);
  });

  it('bytes follow from what was sent', () => {
    const [total, , anchors, readOut] = bytesRows(trace, cursor);
    const { links, ids } = trace;
    const sent = inputOf(total!, 'iterations sent') * 2 * links.length * 8 * ids.length;
    const end = cursor === trace.iterations.length ? numberOf(readOut!.value) : 0;
    // The part of an iteration that is under way is shown to 0.005.
    const slack = 0.005 * trace.bytesPerIteration + 1;
    const all = numberOf(anchors!.value) + sent + end;
    expect(Math.abs(numberOf(total!.value) - all)).toBeLessThan(slack);
  });
});

it('nothing was sent over a link before the first iteration is over', () => {
  const sentAt = (cursor: number) =>
    find(linkRows(trace, standingAt(cursor), [0, 1]), 'sent so far').value;
  expect([0, 0.25, 1, 1.5, 8].map(sentAt)).toEqual(['0', '0', '2', '2', '16']);
});

it('before the first update a copy is where it began', () => {
  const copy = find(cellRows(trace, standingAt(0.5), 2, 1), 'its copy');
  expect(copy.inputs!.map(({ value }) => value)).toEqual([copy.value]);
});
