import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  handState,
  type LinkIds,
  toggleCut,
  toggleDrop,
} from '../../../src/app/stages/agree/cuts.ts';
import { type LinkCut, parseOrchestration } from '../../../src/orchestration/options.ts';

const LAST = 30;
const link: LinkIds = [2, 5];

/** Iterations 1..LAST in which a link is down by hand, read straight off the list. */
function downOf(cuts: readonly LinkCut[], [one, other]: LinkIds): Set<number> {
  const down = new Set<number>();
  for (let tau = 1; tau <= LAST; tau++) {
    for (const { link: ends, from, to = LAST } of cuts) {
      if (ends.includes(one) && ends.includes(other) && from <= tau && tau <= to) down.add(tau);
    }
  }
  return down;
}

const taus = Array.from({ length: LAST }, (_, k) => k + 1);
const anyTau = fc.integer({ min: 1, max: LAST });
const anyClick = fc.record({
  deed: fc.constantFrom('cut' as const, 'drop' as const),
  link: fc.constantFrom<LinkIds>([0, 1], [2, 5]),
  tau: anyTau,
});

describe('links cut and messages dropped by hand', () => {
  it('a click cuts a link to the end, and another one mends it from where it is made', () => {
    const cut = toggleCut([], link, 4);
    expect(cut).toEqual([{ link: [2, 5], from: 4 }]);
    expect(handState(cut, link, 3)).toBe('carries');
    expect(handState(cut, link, 4)).toBe('cut');
    expect(handState(cut, [5, 2], 30)).toBe('cut');
    expect(handState(cut, [0, 1], 10)).toBe('carries');
    expect(toggleCut(cut, link, 10)).toEqual([{ link: [2, 5], from: 4, to: 9 }]);
    expect(toggleCut(cut, link, 4)).toEqual([]);
  });

  it('a message that is dropped is lost in its iteration alone, and comes back by another click', () => {
    const dropped = toggleDrop([], link, 7);
    expect(dropped).toEqual([{ link: [2, 5], from: 7, to: 7 }]);
    expect(handState(dropped, link, 7)).toBe('dropped');
    expect(handState(dropped, link, 8)).toBe('carries');
    expect(toggleDrop(dropped, link, 7)).toEqual([]);
  });

  it('messages dropped in neighbouring iterations stay dropped ones, and come back one by one', () => {
    const both = toggleDrop(toggleDrop([], link, 8), link, 7);
    expect(both).toEqual([
      { link: [2, 5], from: 7, to: 7 },
      { link: [2, 5], from: 8, to: 8 },
    ]);
    expect([7, 8].map((tau) => handState(both, link, tau))).toEqual(['dropped', 'dropped']);
    expect(toggleDrop(both, link, 7)).toEqual([{ link: [2, 5], from: 8, to: 8 }]);
    // A cut from the next iteration on leaves what was dropped before it dropped.
    const cut = toggleCut(both, link, 8);
    expect([7, 8, 9].map((tau) => handState(cut, link, tau))).toEqual(['dropped', 'cut', 'cut']);
  });

  it('a link cut where a message was dropped is cut, not mended', () => {
    expect(toggleCut(toggleDrop([], link, 7), link, 7)).toEqual([{ link: [2, 5], from: 7 }]);
  });

  it('any clicks do to the iterations what they say, to one link alone, in a list that is accepted', () => {
    fc.assert(
      fc.property(fc.array(anyClick, { maxLength: 12 }), (clicks) => {
        let cuts: LinkCut[] = [];
        for (const { deed, link: clicked, tau } of clicks) {
          const before = downOf(cuts, clicked);
          const elsewhere: LinkIds = clicked[0] === 0 ? [2, 5] : [0, 1];
          const untouched = downOf(cuts, elsewhere);
          const state = handState(cuts, clicked, tau);
          expect(state === 'carries').toBe(!before.has(tau));
          cuts = deed === 'cut' ? toggleCut(cuts, clicked, tau) : toggleDrop(cuts, clicked, tau);
          const goesDown = deed === 'cut' ? state !== 'cut' : state === 'carries';
          const isMeant = (each: number) => (deed === 'cut' ? each >= tau : each === tau);
          const wanted = taus.filter((each) => (isMeant(each) ? goesDown : before.has(each)));
          expect([...downOf(cuts, clicked)]).toEqual(wanted);
          expect(downOf(cuts, elsewhere)).toEqual(untouched);
          expect(parseOrchestration({ cuts }).cuts).toEqual(cuts);
        }
      }),
    );
  });
});
