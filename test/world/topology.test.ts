import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario, ZONES } from '../../src/world/scenario.ts';
import { buildTopology, zoneAt } from '../../src/world/topology.ts';

const grid = (fields: Record<string, unknown>) => parseScenario(fields);

describe('a grid', () => {
  it('puts servers a spacing apart inside the margin', () => {
    const topology = buildTopology(grid({ rows: 2, columns: 3 }));
    expect([topology.width, topology.height]).toEqual([240, 180]);
    expect([...topology.x]).toEqual([60, 120, 180, 60, 120, 180]);
    expect([...topology.y]).toEqual([60, 60, 60, 120, 120, 120]);
  });

  it('links the four or the eight nearest, by the link radius', () => {
    const four = buildTopology(grid({ rows: 3, columns: 3 }));
    expect(four.neighbours).toEqual([
      [1, 3],
      [0, 2, 4],
      [1, 5],
      [0, 4, 6],
      [1, 3, 5, 7],
      [2, 4, 8],
      [3, 7],
      [4, 6, 8],
      [5, 7],
    ]);
    const eight = buildTopology(grid({ rows: 3, columns: 3, linkRadius: 86 }));
    expect(eight.neighbours[4]).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    expect(eight.neighbours[0]).toEqual([1, 3, 4]);
    const alone = buildTopology(grid({ linkRadius: 10 }));
    expect(alone.neighbours).toEqual([[], [], [], []]);
  });

  it.each([
    [1, 2],
    [1, 10],
    [10, 1],
    [4, 7],
    [10, 10],
  ])('of %d x %d has the links of a grid, each once', (rows, columns) => {
    for (const kind of ['paper', 'released']) {
      const { links, count, neighbours } = buildTopology(grid({ kind, rows, columns }));
      expect(count).toBe(rows * columns);
      expect(links.length).toBe(rows * (columns - 1) + columns * (rows - 1));
      for (const [one, other] of links) {
        expect(one).toBeLessThan(other);
        expect(neighbours[one]).toContain(other);
        expect(neighbours[other]).toContain(one);
      }
    }
  });

  it('covers every point with the default radius', () => {
    for (const kind of ['paper', 'released']) {
      const scenario = grid({ kind, rows: 3, columns: 2 });
      const { width, height, x, y } = buildTopology(scenario);
      fc.assert(
        fc.property(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (u, v) => {
            const distances = Array.from(x, (serverX, n) =>
              Math.hypot(serverX - u * width, y[n]! - v * height),
            );
            expect(Math.min(...distances)).toBeLessThanOrEqual(scenario.coverageRadius);
          },
        ),
      );
    }
  });
});

describe('zones', () => {
  it('by parity: that of the nearest server', () => {
    const scenario = grid({ rows: 3, columns: 3 });
    expect(buildTopology(scenario).zones).toEqual([
      ...['residential', 'school', 'residential'],
      ...['commercial', 'public', 'commercial'],
      ...['residential', 'school', 'residential'],
    ]);
    expect(zoneAt(scenario, 0, 0)).toBe('residential');
    expect(zoneAt(scenario, 89, 89)).toBe('residential');
    expect(zoneAt(scenario, 91, 89)).toBe('school');
    expect(zoneAt(scenario, 89, 91)).toBe('commercial');
    expect(zoneAt(scenario, 240, 240)).toBe('residential');
  });

  it('as released at 2 x 2: four regions, with no server in the school', () => {
    const scenario = grid({ kind: 'released' });
    expect(buildTopology(scenario).zones).toEqual([
      'commercial',
      'commercial',
      'residential',
      'public',
    ]);
    expect(zoneAt(scenario, 27, 45)).toBe('school');
    expect(zoneAt(scenario, 27.1, 45)).toBe('commercial');
    expect(zoneAt(scenario, 45, 45.1)).toBe('residential');
    expect(zoneAt(scenario, 45.1, 45.1)).toBe('public');
    expect(zoneAt(grid({ kind: 'released', rows: 4, columns: 1 }), 5, 5)).toBe('residential');
    expect(buildTopology(grid({ kind: 'released', rows: 1, columns: 4 })).zones).toEqual([
      'residential',
      'school',
      'residential',
      'school',
    ]);
  });

  it('by list: that of the nearest server of the list', () => {
    const zones = ['public', 'public', 'school', 'commercial'] as const;
    const scenario = grid({ zones });
    expect(buildTopology(scenario).zones).toEqual(zones);
    expect(zoneAt(scenario, 0, 179)).toBe('school');
    for (const zone of zones) expect(ZONES).toContain(zone);
  });
});
