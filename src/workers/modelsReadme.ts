/** What stands beside the TensorFlow.js models in their archive: how to load them, what goes in and out. */
import type { LearnerCheckpoint } from '../learning/multiAgent.ts';
import type { LocalNetworks } from '../learning/network.ts';
import { OBSERVATION_SCALES } from '../world/slot.ts';

const { spectrum, estimate, price } = OBSERVATION_SCALES;
const OBSERVATION = [
  'time of day: slot of the day / slots a day (0 to 1)',
  'users in range / CROWD',
  `spectrum B_n in MHz / ${spectrum}`,
  `delay that users expect in s / ${estimate}`,
  `(price of one rented unit in reward units - ${price}) / ${price}`,
];

/** @param crowd users in range that count as one */
export function modelsReadme(
  { agents, activation }: LocalNetworks,
  { slots, seed }: LearnerCheckpoint,
  crowd: number,
): string {
  const observation = OBSERVATION.map((line, i) => `  ${i}  ${line.replace('CROWD', `${crowd}`)}`);
  const example = agents[0]!;
  const inputs = OBSERVATION.length + example.scope.length;
  const zeros = new Array(inputs).fill(0).join(', ');
  return [
    'Local Q-networks of an N2O Playground run as TensorFlow.js models, one folder an LSM',
    `(${agents.length} LSMs, activation ${activation}, seed ${seed}, after ${slots} training slots).`,
    '',
    'Load one with plain TensorFlow.js, in Node or in a browser:',
    '',
    "  const model = await tf.loadLayersModel('file://lsm-0/model.json'); // or an http address",
    `  const q = model.predict(tf.tensor2d([[${zeros}]])); // 1 x 1`,
    '',
    'Nothing has to be registered: only stock layers are used, the activation is built from them.',
    '',
    'Input, one row a case, single precision:',
    ...observation,
    `  ${OBSERVATION.length}  own decision: units rented, 0 to K - 1 (a level, not scaled)`,
    `  ${OBSERVATION.length + 1}… decisions of the neighbours in the order below, as levels`,
    '',
    'Output: Q_n(o_n, alpha_n), the discounted reward of this server that it expects, in reward',
    'units. The weights hold all scales.',
    '',
    'folder   inputs   decisions of these servers, in this order (levels each)',
    ...agents.map(({ id, scope, levels }) => {
      const members = scope.map((member, i) => `${agents[member]!.id} (${levels[i]})`).join(', ');
      return `lsm-${id}`.padEnd(9) + `${OBSERVATION.length + scope.length}`.padEnd(9) + members;
    }),
    '',
  ].join('\n');
}
