import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTOR_LOSSES, ACTOR_OBSERVES } from '../../src/learning/actors.ts';
import { actorsFile, checkActors, parseActors } from '../../src/learning/actorsFile.ts';
import { ACTIVATIONS } from '../../src/learning/configuration.ts';
import { InputError } from '../../src/schema.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomActors } from '../support/actors.ts';

type Data = ReturnType<typeof actorsFile>;
const sample = () =>
  JSON.parse(
    JSON.stringify(
      actorsFile({ actors: randomActors(1, [3, 2, 4], 'classification', { sees: 'neighbours' }) }),
    ),
  ) as Data;

describe('actors in a file', () => {
  it('go through JSON and back without a change', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(...ACTOR_LOSSES),
        fc.constantFrom(...ACTOR_OBSERVES),
        fc.constantFrom(...ACTIVATIONS),
        (seed, loss, sees, activation) => {
          const made = randomActors(seed, [3, 2, 4], loss, { sees, activation });
          // Ids need not be the places in the list.
          const agents = made.agents.map((agent) => ({ ...agent, id: 10 * agent.id + 4 }));
          const content = { actors: { ...made, agents }, extra: { teacher: 'n2o', any: [null] } };
          const written = JSON.parse(JSON.stringify(actorsFile(content)));
          expect(written.agents[1].sees).toEqual(sees === 'own' ? [14] : [14, 4, 24]);
          expect(parseActors(written)).toEqual(content);
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each<[string, (file: Data) => unknown]>([
    ['actors.format', (file) => ({ ...file, format: 'n2o-networks' })],
    ['actors.version', (file) => ({ ...file, version: 2 })],
    ['actors.loss', (file) => ({ ...file, loss: 'hinge' })],
    ['actors.activation', (file) => ({ ...file, activation: 'gelu' })],
    ['actors.observationSize', (file) => ({ ...file, observationSize: 10 })],
    ['actors.agents', (file) => ({ ...file, agents: [] })],
    ['actors.note', (file) => ({ ...file, note: 'unknown' })],
    ['actors', () => 'text'],
    ['actors.agents[1].id', (file) => changed(file, 1, { id: 0 })],
    ['actors.agents[1].levels', (file) => changed(file, 1, { levels: 7 })],
    ['actors.agents[1].sees', (file) => changed(file, 1, { sees: [] })],
    ['actors.agents[1].sees[0]', (file) => changed(file, 1, { sees: [0, 1, 2] })],
    ['actors.agents[1].sees[2]', (file) => changed(file, 1, { sees: [1, 0, 9] })],
    ['actors.agents[1].sees[2]', (file) => changed(file, 1, { sees: [1, 0, 0] })],
    ['actors.agents[1].layers[0].weights', (file) => changed(file, 1, { sees: [1, 0] })],
    ['actors.agents[1].layers[2].biases', (file) => changed(file, 1, { levels: 3 })],
    ['actors.agents[0].layers[2].biases', (file) => ({ ...file, loss: 'squaredError' })],
    ['actors.agents[2].layers', (file) => changed(file, 2, { layers: [] })],
    [
      'actors.agents[2].layers[1].weights[3]',
      (file) => {
        file.agents[2]!.layers[1]!.weights[3]!.pop();
        return file;
      },
    ],
    [
      'actors.agents[2].layers[1].biases[0]',
      (file) => {
        file.agents[2]!.layers[1]!.biases[0] = null as unknown as number;
        return file;
      },
    ],
  ])('are refused for %s', (field, change) => {
    try {
      parseActors(change(sample()));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).field).toBe(field);
    }
  });

  it('are those of a scenario, or refused', () => {
    const line = { rows: 1, columns: 3 };
    const { actors } = parseActors(sample());
    checkActors(actors, parseScenario({ ...line, levels: [3, 2, 4] }));
    expect(() => checkActors(actors, parseScenario({ ...line, levels: [3, 3, 4] }))).toThrow(
      'actors.agents[1].levels: 2 is not allowed; allowed: 3',
    );
    expect(() => checkActors(actors, parseScenario({}))).toThrow(
      'actors.agents: 3 is not allowed; allowed: 4 agents, one a server',
    );
  });
});

function changed(file: Data, n: number, change: object): unknown {
  return { ...file, agents: file.agents.map((a, i) => (i === n ? { ...a, ...change } : a)) };
}
