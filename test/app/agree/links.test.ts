import { describe, expect, it } from 'vitest';
import { linkBends } from '../../../src/app/stages/agree/links/bends.ts';
import { extentOf, graphView } from '../../../src/app/stages/agree/links/graphView.ts';
import { lifeOfLinks } from '../../../src/app/stages/agree/links/linkLife.ts';
import {
  iterationsToTenth,
  linkState,
  mostFailing,
  movedPlaces,
} from '../../../src/app/stages/agree/links/linkState.ts';
import { checkDoublyStochastic } from '../../../src/orchestration/mixing.ts';
import { parseOrchestration } from '../../../src/orchestration/options.ts';
import { orchestrate } from '../../../src/orchestration/orchestrate.ts';
import { squareGround } from '../../../src/orchestration/topologies.ts';
import { gridLinks, problemOf, quadratic, scopesOf } from '../../support/objectives.ts';

const ground = squareGround(9, gridLinks(3, 3));
const ids = [10, 11, 12, 13, 14, 15, 16, 17, 18];
const choice = (chosen: Record<string, unknown>) => parseOrchestration(chosen);

describe('links while they are chosen', () => {
  it('leave W doubly stochastic where some are cut in the iteration shown', () => {
    const cuts = [
      { link: [11, 10], from: 3, to: 5 },
      { link: [13, 14], from: 5 },
    ];
    const downAt = (tau: number) => {
      const state = linkState(choice({ cuts }), ground, ids, tau);
      expect(() => checkDoublyStochastic(state.matrix, 9)).not.toThrow();
      return state.down.map((link) => state.mixing.links[link]);
    };
    expect(downAt(2)).toEqual([]);
    expect(downAt(3)).toEqual([[0, 1]]);
    expect(downAt(5)).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(downAt(6)).toEqual([[3, 4]]);
  });

  it('tell the pieces of the graph from those that cuts leave', () => {
    const cuts = [
      { link: [10, 11], from: 1 },
      { link: [10, 13], from: 1 },
    ];
    const state = linkState(choice({ cuts }), ground, ids, 0);
    expect(state.pieces.length).toBe(1);
    expect(state.piecesLeft[0]).toEqual([0]);
    expect(state.piecesLeft.length).toBe(2);
    const torn = linkState(choice({ topology: 'geometric', reach: 59 }), ground, ids, 0);
    expect(torn.pieces.length).toBe(9);
  });

  it('fall back to where the servers stand for places of another number of servers', () => {
    const places = [{ x: 1, y: 1 }];
    const state = linkState(choice({ topology: 'geometric', places }), ground, ids, 0);
    expect(Array.from(state.places.x)).toEqual(Array.from(ground.x));
    // Places are those of the servers, too, where the topology does not depend on them.
    const ring = linkState(choice({ topology: 'ring', places: 'random' }), ground, ids, 0);
    expect(Array.from(ring.places.y)).toEqual(Array.from(ground.y));
  });

  it('move with one server, inside the area, and are read back as they were put', () => {
    const state = linkState(choice({ topology: 'geometric' }), ground, ids, 0);
    const places = movedPlaces(state.places, ground, 4, { x: -20, y: 77.777 });
    expect(places[4]).toEqual({ x: 0, y: 77.8 });
    expect(places[3]).toEqual({ x: 60, y: 120 });
    expect(choice({ places }).places).toEqual(places);
  });
});

it('a tenth is left after as many iterations as a naive count says', () => {
  for (const factor of [0.05, 0.1, 0.3, 0.5, 0.8, 0.952, 0.99]) {
    let left = 1;
    let iterations = 0;
    // Rounding may leave a hair above the tenth.
    while (left > 0.1 + 1e-12) {
      left *= factor;
      iterations++;
    }
    expect(iterationsToTenth(factor)).toBe(iterations);
  }
  expect(iterationsToTenth(0)).toBe(1);
  expect(iterationsToTenth(1)).toBeNull();
});

it('no share of bursty links that can be chosen is refused', () => {
  for (const burstLength of [1, 5, 30]) {
    const failure = mostFailing({ linkModel: 'bursty', burstLength });
    expect(() => choice({ linkModel: 'bursty', burstLength, failure })).not.toThrow();
    expect(() => choice({ linkModel: 'bursty', burstLength, failure: failure + 0.01 })).toThrow();
  }
});

it.each(['independent', 'bursty'])('shows the %s failures that the run meets', (linkModel) => {
  const cuts = [{ link: [3, 4], from: 2, to: 6 }];
  const options = choice({ iterations: 30, failure: 0.3, linkModel, cuts, seed: 4 });
  const links = gridLinks(3, 3);
  const objectives = scopesOf(9, links).map((scope) =>
    quadratic(
      scope,
      scope.map(() => 3),
      scope.map(() => 1),
      scope.map(() => 1),
    ),
  );
  const trace = orchestrate(problemOf(objectives, links), options, 7);
  const state = linkState(options, squareGround(9, links), trace.ids, 0);
  const life = lifeOfLinks(options, state, 30, 7);
  trace.iterations.forEach(({ failedLinks }, i) => {
    const failed = trace.mixing.links.filter((_, link) => life.down[link * 30 + i] !== 0);
    expect(failed).toEqual([...failedLinks]);
  });
  const byHand = life.down.reduce((sum, each) => sum + (each === 2 ? 1 : 0), 0);
  expect(byHand).toBe(5);
  expect(life.failed).toBe(life.byChance + byHand);
  expect(life.byChance).toBeGreaterThan(0);
});

describe('the picture of the graph', () => {
  it('bends links round servers that stand in their way, and no others', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 50, y: 0 },
      { x: 100, y: 0 },
      { x: 0, y: 50 },
    ];
    const bends = linkBends(
      [
        [0, 1],
        [0, 2],
        [2, 3],
      ],
      points,
      10,
    );
    expect(bends[0]).toEqual({ x: 25, y: 0 });
    expect(bends[1]!.x).toBe(50);
    expect(Math.abs(bends[1]!.y)).toBeGreaterThan(20);
    expect(bends[2]).toEqual({ x: 50, y: 25 });
  });

  const fitted = (state: ReturnType<typeof linkState>, width: number) =>
    graphView(state, width, extentOf(state));

  it('fills its picture, however few servers there are', () => {
    for (const side of [2, 3, 5, 10]) {
      const square = squareGround(side * side, gridLinks(side, side));
      // The city's area is wider than its grid of servers.
      const wide = { ...square, width: 4 * square.width, height: 4 * square.height };
      const names = Array.from({ length: side * side }, (_, n) => n);
      const { points, scale, height } = fitted(linkState(choice({}), wide, names, 0), 300);
      const across = points.at(-1)!.x - points[0]!.x;
      expect(height).toBe(300);
      expect(across / 300).toBeGreaterThan(0.95 * ((side - 1) / side));
      expect(points[0]!.x + points.at(-1)!.x).toBeCloseTo(300, 6);
      expect(across).toBeCloseTo(scale * (square.x[side * side - 1]! - square.x[0]!), 6);
    }
  });

  it('has every server inside, wherever it was put', () => {
    const places = ids.map((_, n) => ({ x: 500 * n, y: 3 }));
    for (const chosen of [{}, { topology: 'geometric', places }]) {
      const view = fitted(linkState(choice(chosen), ground, ids, 0), 300);
      for (const { x, y } of view.points) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(300);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(view.height);
      }
    }
  });
});
