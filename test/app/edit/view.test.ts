import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellByKey,
  fitGround,
  placeUnder,
  stepOfKey,
  toBox,
} from '../../../src/app/stages/city/edit/view.ts';
import { extent } from '../../../src/world/scenario.ts';
import { anyScenario as scenarios } from '../../world/arbitraries.ts';

const lengths = fc.integer({ min: 50, max: 2000 });

describe('the view of a ground', () => {
  it('fits into the box, touches it on two sides and stands in its middle', () => {
    fc.assert(
      fc.property(scenarios, lengths, lengths, (scenario, width, height) => {
        const view = fitGround(scenario, width, height);
        const ground = extent(scenario);
        const end = toBox(view, { x: ground.width, y: ground.height });
        expect(view.left + end.x).toBeCloseTo(width, 6);
        expect(view.top + end.y).toBeCloseTo(height, 6);
        expect(Math.min(view.left, view.top)).toBeGreaterThan(-1e-9);
      }),
    );
  });

  it('leads from a pointer back to the place that is drawn there', () => {
    fc.assert(
      fc.property(scenarios, lengths, lengths, (scenario, width, height) => {
        const view = fitGround(scenario, width, height);
        const box = { left: 30, top: -12 };
        const at = toBox(view, { x: 7, y: 11 });
        const pointer = { clientX: box.left + at.x, clientY: box.top + at.y };
        const place = placeUnder(view, box, pointer);
        expect(place.x).toBeCloseTo(7, 6);
        expect(place.y).toBeCloseTo(11, 6);
      }),
    );
  });
});

describe('arrow keys', () => {
  it('are 5 m, with Shift 1 m', () => {
    expect(stepOfKey('ArrowLeft', false)).toEqual({ x: -5, y: 0 });
    expect(stepOfKey('ArrowDown', true)).toEqual({ x: 0, y: 1 });
    expect(stepOfKey('Enter', false)).toBeNull();
  });

  it('go from cell to cell and stop at the border', () => {
    expect(cellByKey('ArrowRight', 0, 2, 3)).toBe(1);
    expect(cellByKey('ArrowDown', 1, 2, 3)).toBe(4);
    expect(cellByKey('ArrowRight', 2, 2, 3)).toBeNull();
    expect(cellByKey('ArrowUp', 2, 2, 3)).toBeNull();
    expect(cellByKey('Tab', 2, 2, 3)).toBeNull();
  });
});
