import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTOR_LOSSES,
  ACTOR_OBSERVES,
  type ActorNetworks,
  actorDecisions,
  exchangedMessages,
  exchangedNumbers,
  levelOfOutputs,
} from '../../src/learning/actors.ts';
import { ACTIVATIONS } from '../../src/learning/configuration.ts';
import { RandomStream } from '../../src/random.ts';
import { InputError } from '../../src/schema.ts';
import { naiveOutputs, randomActors } from '../support/actors.ts';

/** An actor of one server whose outputs are its biases. */
function constant(loss: ActorNetworks['loss'], levels: number, outputs: number[]): ActorNetworks {
  const biases = Float64Array.from(outputs);
  const weights = new Float64Array(5 * outputs.length);
  const layers = [{ inputs: 5, outputs: outputs.length, weights, biases }];
  const agents = [{ id: 0, levels, sees: [0], layers }];
  return { loss, activation: 'relu', observationSize: 5, agents };
}
const decide = (actors: ActorNetworks) => actorDecisions(actors, new Float64Array(5))[0];

describe('an actor decides', () => {
  it.each([
    [-3, 0],
    [0.4999, 0],
    [0.5, 1],
    [1.4999, 1],
    [1.5, 2],
    [9, 2],
  ])('output %d of squared error as the nearest level, halves upwards: %d', (output, level) => {
    expect(decide(constant('squaredError', 3, [output]))).toBe(level);
  });

  it.each([
    [[1, 2, 3], 2],
    [[-1, -5, -2], 0],
    [[0, 4, 4], 1],
    [[7, 7, 7], 0],
  ])('scores %j as the highest, the lowest level of equal ones: %d', (scores, level) => {
    expect(decide(constant('classification', 3, scores))).toBe(level);
    expect(levelOfOutputs('classification', scores, 3)).toBe(level);
  });

  it('by what it sees and nothing else, as a second reading has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(...ACTOR_LOSSES),
        fc.constantFrom(...ACTOR_OBSERVES),
        fc.constantFrom(...ACTIVATIONS),
        (seed, loss, sees, activation) => {
          const actors = randomActors(seed, [3, 2, 5, 4], loss, { sees, activation });
          const stream = new RandomStream(seed, 'observations');
          const observations = Float64Array.from({ length: 20 }, () => 6 * stream.uniform() - 3);
          const expected = actors.agents.map((agent) => {
            const inputs = agent.sees.flatMap((n) => [...observations.slice(5 * n, 5 * n + 5)]);
            const outputs = naiveOutputs(agent.layers, activation, inputs);
            if (loss === 'classification') return outputs.indexOf(Math.max(...outputs));
            const levels = Array.from({ length: agent.levels }, (_, level) => level);
            const distances = levels.map((level) => Math.abs(level - outputs[0]!));
            return distances.indexOf(Math.min(...distances));
          });
          expect([...actorDecisions(actors, observations)]).toEqual(expected);
        },
      ),
    );
  });

  it('only for as many servers as there are actors', () => {
    const actors = randomActors(1, [3, 3], 'classification');
    expect(() => actorDecisions(actors, new Float64Array(15))).toThrow(InputError);
    expect(() => actorDecisions(actors, new Float64Array(15))).toThrow(
      'actors.agents: 2 is not allowed; allowed: 3 actors, one a server',
    );
  });
});

describe('what actors exchange', () => {
  it('is nothing where each sees its own observation alone', () => {
    const actors = randomActors(1, [3, 3, 3], 'squaredError');
    expect([exchangedNumbers(actors), exchangedMessages(actors)]).toEqual([0, 0]);
  });

  it('is five numbers over every link both ways where they see their neighbours', () => {
    const actors = randomActors(1, [3, 3, 3], 'squaredError', { sees: 'neighbours' });
    expect([exchangedNumbers(actors), exchangedMessages(actors)]).toEqual([20, 4]);
  });
});
