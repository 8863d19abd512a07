import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  frameExit,
  glyphCell,
  glyphCentre,
  glyphMap,
  glyphSize,
  hitGlyph,
  hitMatrix,
  matrixLayout,
} from '../../../src/app/stages/agree/geometry.ts';

const grids = fc.record({
  rows: fc.integer({ min: 1, max: 10 }),
  columns: fc.integer({ min: 2, max: 10 }),
  side: fc.integer({ min: 300, max: 1200 }),
});

describe('glyphs on the map', () => {
  it('hit the cell whose middle is pointed at', () => {
    fc.assert(
      fc.property(grids, fc.nat(), fc.nat(), ({ rows, columns, side }, one, other) => {
        const count = rows * columns;
        const map = glyphMap(rows, columns, side, (side * rows) / columns);
        const hit = { server: one % count, about: other % count };
        const { x, y } = glyphCell(map, hit.server, hit.about);
        expect(hitGlyph(map, x + map.cell / 2, y + map.cell / 2)).toEqual(hit);
      }),
    );
  });

  it('stay apart, with their labels, on their own ground', () => {
    fc.assert(
      fc.property(grids, ({ rows, columns, side }) => {
        const map = glyphMap(rows, columns, side, (side * rows) / columns);
        const { x, y } = glyphCentre(map, 0);
        const { width, height } = glyphSize(map);
        expect(x - width / 2).toBeGreaterThanOrEqual(map.left);
        expect(y - height / 2).toBeGreaterThanOrEqual(map.top);
        const label = map.label > 0 ? 1.7 * map.label + 4 : 0;
        expect(y + height / 2 + label).toBeLessThanOrEqual(map.top + map.spacing);
      }),
    );
  });

  it('say when nothing, or only the ground, is pointed at', () => {
    const map = glyphMap(2, 2, 400, 400);
    expect(hitGlyph(map, -1, 10)).toBeNull();
    expect(hitGlyph(map, 401, 10)).toBeNull();
    expect(hitGlyph(map, 2, 2)).toEqual({ server: 0, about: null });
  });

  it('leave no gap between cells of 100 servers, and readable cells at 4 x 4', () => {
    expect(glyphMap(10, 10, 640, 640).cell).toBeGreaterThan(4);
    expect(glyphMap(10, 10, 390, 390).gap).toBe(0);
    expect(glyphMap(4, 4, 660, 660).cell).toBeGreaterThan(22);
    expect(glyphMap(4, 4, 358, 358).cell).toBeGreaterThan(11);
  });

  it('let a link leave at the edge of the frame', () => {
    const map = glyphMap(2, 2, 400, 400);
    const centre = glyphCentre(map, 0);
    expect(frameExit(map, 0, 1)).toEqual({ x: centre.x + glyphSize(map).width / 2, y: centre.y });
    expect(frameExit(map, 0, 2)).toEqual({ x: centre.x, y: centre.y + glyphSize(map).height / 2 });
  });
});

describe('the matrix', () => {
  it('hits the cell whose middle is pointed at, and columns below', () => {
    const layout = matrixLayout(9, 300, 2);
    const middle = (k: number) => (k + 0.5) * layout.cell;
    expect(hitMatrix(layout, layout.left + middle(7), layout.top + middle(2))).toEqual({
      server: 2,
      about: 7,
    });
    expect(hitMatrix(layout, 4, layout.top + middle(2))).toEqual({ server: 2, about: null });
    expect(hitMatrix(layout, layout.left + middle(7), layout.extraTops[1]! + 2)).toEqual({
      server: 7,
      about: 7,
    });
    expect(hitMatrix(layout, 4, 4)).toBeNull();
  });

  it('fits its width and thins its labels', () => {
    for (const count of [2, 9, 25, 100]) {
      const layout = matrixLayout(count, 300, 2);
      expect(layout.left + count * layout.cell).toBeLessThanOrEqual(300);
      expect(layout.labelEvery * layout.cell).toBeGreaterThanOrEqual(14);
    }
    expect(matrixLayout(9, 300, 0).labelEvery).toBe(1);
  });
});
