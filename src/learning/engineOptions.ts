/** What of a learner's configuration only some engines can do. */
import { InputError } from '../schema.ts';
import type { LearnerConfiguration } from './configuration.ts';
import type { LearningEngine } from './engine.ts';
import type { AgentLayout } from './layout.ts';

/** Take an engine that shows its weights and takes targets: our own two on the processor. */
const OF_OWN = [
  'method',
  'nStep',
  'doubleDqn',
  'orchestratedTarget',
  'terminalCut',
  'targetRate',
] as const;
/** Take the plain TypeScript engine: the kernels know levels as single numbers only. */
const OF_TYPESCRIPT = ['decisionInput'] as const;

export type DemandingOption = (typeof OF_OWN)[number] | (typeof OF_TYPESCRIPT)[number];

const USUAL: Pick<LearnerConfiguration, DemandingOption> = {
  method: 'maDql',
  nStep: 1,
  doubleDqn: 'off',
  orchestratedTarget: 'off',
  terminalCut: 'off',
  targetRate: 0,
  decisionInput: 'scaled',
};
const OWN: readonly string[] = ['wasm', 'typescript'];

/** The first option of a configuration that the engine of this id cannot do; null for none. */
export function demandingOption(
  engine: string,
  learner: Pick<LearnerConfiguration, DemandingOption>,
  isOwn = OWN.includes(engine),
): DemandingOption | null {
  const isDemanding = (name: DemandingOption) => learner[name] !== USUAL[name];
  if (engine !== 'typescript') {
    const option = OF_TYPESCRIPT.find(isDemanding);
    if (option) return option;
  }
  return isOwn ? null : (OF_OWN.find(isDemanding) ?? null);
}

/** @throws InputError where levels enter one-hot, on an engine that knows them as single numbers */
export function checkSingleNumbers(
  engine: string,
  agents: readonly Pick<AgentLayout, 'oneHot'>[],
): void {
  if (!agents.some(({ oneHot }) => oneHot)) return;
  const allowed = `"scaled" on the engine ${engine}, or the engine typescript`;
  throw new InputError('learner.decisionInput', 'oneHot', allowed);
}

/** @throws InputError naming the option that the engine cannot do, and the engines that can */
export function checkEngine(
  { id, flat }: Pick<LearningEngine, 'id' | 'flat'>,
  learner: LearnerConfiguration,
): void {
  const option = demandingOption(id, learner, flat !== undefined);
  if (option === null) return;
  const engines = option === 'decisionInput' ? 'typescript' : 'wasm or typescript';
  const allowed = `${JSON.stringify(USUAL[option])} on the engine ${id}, or the engine ${engines}`;
  throw new InputError(`learner.${option}`, learner[option], allowed);
}
