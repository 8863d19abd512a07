/** In what the two scenarios differ, as data for the page and the documents. */
import { parseScenario, scenarioFields } from './scenario.ts';

/** One difference in what happens; `fields` name the scenario's fields that belong to it. */
export interface ScenarioDifference {
  readonly aspect: string;
  readonly paper: string;
  readonly released: string;
  readonly fields: readonly string[];
}

/** Differences in behaviour, in the order of a slot. */
export const SCENARIO_DIFFERENCES: readonly ScenarioDifference[] = [
  {
    aspect: 'Time',
    paper: 'Slots of 10 minutes from a random time of day; the world never ends.',
    released: 'Slots of one hour; after 24 the day ends and delays are forgotten.',
    fields: ['slotsPerDay'],
  },
  {
    aspect: 'Ground',
    paper: 'Servers 60 m apart, coverage radius 85 m.',
    released: 'Servers 30 m apart, coverage radius 43 m.',
    fields: ['spacing', 'margin', 'coverageRadius', 'linkRadius'],
  },
  {
    aspect: 'Users',
    paper: 'They stay for some slots, walk, leave and are replaced; 52 on 180 m x 180 m.',
    released: 'Drawn afresh in every slot, 7.5 for each server.',
    fields: ['userDensity', 'leaveProbability', 'walkDeviation', 'usersPerServer'],
  },
  {
    aspect: 'Zones',
    paper: "By the nearest server's row and column, odd or even.",
    released:
      'Four regions of the 2 x 2 area, none of whose servers stands in the school; by the nearest server on other grids.',
    fields: ['zones'],
  },
  {
    aspect: 'Demand',
    paper: "The paper's table; it does not depend on delays.",
    released: "The released table, times 1 - delay / 5 of the server's last slot (at least 0.2).",
    fields: ['demand'],
  },
  {
    aspect: 'Price',
    paper: 'Uniform from 20 to 40.',
    released: 'Uniform from 0 to 40.',
    fields: ['priceMinimum'],
  },
  {
    aspect: 'Radio',
    paper:
      'Path loss and Rayleigh fading for every user and server; the spectrum is shared by all users in range.',
    released:
      'One delay for all users of a server: those connected over the spectrum, no distance, no fading.',
    fields: ['spectrumMinimum', 'taskSize', 'referenceSnr', 'transmissionDelayMaximum'],
  },
  {
    aspect: 'Offloading',
    paper: 'Users see what is rented now and split their tasks by soft-min over servers and cloud.',
    released:
      'Each user picks one server by the delays of the slot before, whether it is rented now or not.',
    fields: ['offloading', 'offloadingTemperature', 'cloudDelay'],
  },
  {
    aspect: 'Computation',
    paper: 'M/M/1 queue with admission: what exceeds 90 % of the capacity goes to the cloud.',
    released: '1 / max(spare capacity, 0.2), without admission.',
    fields: ['queue', 'serviceRate', 'admission', 'unitDelay'],
  },
  {
    aspect: 'What users know of delays',
    paper: 'A running estimate of what they went through at each server.',
    released: 'The delay of the slot before; 0 for a server that was not rented.',
    fields: ['estimateWeight', 'estimateRecovery'],
  },
  {
    aspect: 'Reward',
    paper: 'Worth of the seconds saved against the cloud on processed tasks, less the rent.',
    released: '0.1 times (5 - 0.7 delay for each task, less the rent).',
    fields: ['valueOfDelay', 'rewardScale', 'taskValue', 'delayWeight'],
  },
  {
    aspect: 'Fault',
    paper: 'None.',
    released:
      "As released, the test whether a server is rented reads server 0's decision when the delay is computed; here it can be fixed or kept.",
    fields: ['fault'],
  },
  {
    aspect: 'Observation',
    paper: 'Users in range over 30.',
    released: 'Users in range over 20.',
    fields: [],
  },
];

/** One field whose default differs; undefined where a scenario has no such field. */
export interface FieldDifference {
  readonly field: string;
  readonly unit: string | undefined;
  readonly paper: unknown;
  readonly released: unknown;
}

/** Every field whose defaults differ, read off the schemas. */
export function fieldDifferences(): FieldDifference[] {
  const defaults = {
    paper: parseScenario({ kind: 'paper' }) as Readonly<Record<string, unknown>>,
    released: parseScenario({ kind: 'released' }) as Readonly<Record<string, unknown>>,
  };
  const metas = new Map([...scenarioFields('paper'), ...scenarioFields('released')]);
  return [...metas]
    .map(([field, meta]) => ({
      field,
      unit: meta.unit,
      paper: defaults.paper[field],
      released: defaults.released[field],
    }))
    .filter(({ paper, released }) => paper !== released);
}
