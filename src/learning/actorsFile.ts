/**
 * The form in which actors travel between tools (`n2o-actors`, version 1). Strict: wrong shapes and
 * unknown fields are refused with the path of the field; `extra` is kept and ignored.
 */
import * as z from 'zod/mini';
import { InputError, parse } from '../schema.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import { levelsOf, MAXIMUM_LEVELS, type Scenario } from '../world/scenario.ts';
import {
  ACTOR_LOSSES,
  ACTOR_OBSERVATION_SIZE,
  type ActorNetwork,
  type ActorNetworks,
} from './actors.ts';
import { ACTIVATIONS } from './configuration.ts';
import { layerSchema, readLayer, writeLayer } from './networksFile.ts';

/** Actors as read from a file. */
export interface ActorsContent {
  readonly actors: ActorNetworks;
  readonly extra?: Readonly<Record<string, unknown>>;
}

const id = z.int({ error: 'a whole number' });
const levelsAllowed = `a whole number from 2 to ${MAXIMUM_LEVELS}`;
const seesAllowed = 'a list of ids, its own first';
const layersAllowed = 'a list of layers, the output layer last';

const agentSchema = z.strictObject(
  {
    id,
    levels: z
      .int({ error: levelsAllowed })
      .check(
        z.minimum(2, { error: levelsAllowed }),
        z.maximum(MAXIMUM_LEVELS, { error: levelsAllowed }),
      ),
    sees: z.array(id, { error: seesAllowed }).check(z.minLength(1, { error: seesAllowed })),
    layers: z
      .array(layerSchema, { error: layersAllowed })
      .check(z.minLength(1, { error: layersAllowed })),
  },
  { error: 'an object with id, levels, sees and layers' },
);
const fileSchema = z.strictObject(
  {
    format: z.literal('n2o-actors', { error: 'n2o-actors' }),
    version: z.literal(1, { error: '1' }),
    loss: z.enum(ACTOR_LOSSES, { error: ACTOR_LOSSES.join(' | ') }),
    activation: z.enum(ACTIVATIONS, { error: ACTIVATIONS.join(' | ') }),
    observationSize: z.literal(ACTOR_OBSERVATION_SIZE, { error: String(ACTOR_OBSERVATION_SIZE) }),
    agents: z
      .array(agentSchema, { error: 'a list of agents' })
      .check(z.minLength(1, { error: 'a list of agents' })),
    extra: z.optional(z.looseObject({}, { error: 'an object' })),
  },
  { error: 'an object of the form n2o-actors' },
);
type AgentData = z.infer<typeof agentSchema>;

/**
 * Reads actors from parsed JSON.
 *
 * @throws InputError with the path of the field, e.g. `actors.agents[2].layers[0].weights[3]`
 */
export function parseActors(value: unknown): ActorsContent {
  const { loss, activation, observationSize, agents, extra } = parse(fileSchema, value, 'actors');
  const ids = agents.map((agent) => agent.id);
  ids.forEach((each, n) => {
    if (ids.indexOf(each) === n) return;
    throw new InputError(`actors.agents[${n}].id`, each, 'an id that no other agent has');
  });
  const read = agents.map((agent, n) => {
    const sees = readSees(agent, `actors.agents[${n}].sees`, ids);
    const outputs = loss === 'squaredError' ? 1 : agent.levels;
    const layers = readLayers(agent, `actors.agents[${n}].layers`, sees.length, outputs);
    return { id: agent.id, levels: agent.levels, sees, layers };
  });
  return { actors: { loss, activation, observationSize, agents: read }, ...(extra && { extra }) };
}

/** Actors as JSON data that `parseActors` reads back exactly. */
export function actorsFile({ actors, extra }: ActorsContent) {
  const { loss, activation, observationSize, agents } = actors;
  const ids = agents.map((agent) => agent.id);
  return {
    format: 'n2o-actors' as const,
    version: 1 as const,
    loss,
    activation,
    observationSize,
    agents: agents.map((agent) => ({
      id: agent.id,
      levels: agent.levels,
      sees: agent.sees.map((index) => ids[index]!),
      layers: agent.layers.map(writeLayer),
    })),
    ...(extra ? { extra } : {}),
  };
}

/**
 * Checks that actors are those of a scenario's servers.
 *
 * @throws InputError with the path in the file where number, ids or levels differ
 */
export function checkActors({ agents }: ActorNetworks, scenario: Scenario): void {
  const levels = levelsOf(scenario);
  const { possibleAgents } = new EdgeEnvironment(scenario);
  if (agents.length !== levels.length) {
    const allowed = `${levels.length} agents, one a server`;
    throw new InputError('actors.agents', agents.length, allowed);
  }
  agents.forEach((agent, n) => {
    const wanted = { id: possibleAgents[n]!, levels: levels[n]! };
    for (const key of ['id', 'levels'] as const) {
      if (agent[key] === wanted[key]) continue;
      throw new InputError(`actors.agents[${n}].${key}`, agent[key], String(wanted[key]));
    }
  });
}

/** Ids as indices. */
function readSees(agent: AgentData, path: string, ids: readonly number[]): number[] {
  return agent.sees.map((seen, place) => {
    const index = ids.indexOf(seen);
    if (place === 0 && seen !== agent.id) {
      throw new InputError(`${path}[0]`, seen, `${agent.id}, its own id first`);
    }
    if (index < 0 || agent.sees.indexOf(seen) !== place) {
      throw new InputError(`${path}[${place}]`, seen, 'the id of another agent, each once');
    }
    return index;
  });
}

function readLayers(
  { layers }: AgentData,
  path: string,
  seen: number,
  outputs: number,
): ActorNetwork['layers'] {
  let inputs = seen * ACTOR_OBSERVATION_SIZE;
  const read = layers.map((layer, depth) => {
    const made = readLayer(layer, inputs, `${path}[${depth}]`);
    inputs = made.outputs;
    return made;
  });
  if (inputs === outputs) return read;
  const last = layers.length - 1;
  const allowed = outputs === 1 ? '1 number, the level' : `${outputs} numbers, one a level`;
  throw new InputError(`${path}[${last}].biases`, layers[last]!.biases, allowed);
}
