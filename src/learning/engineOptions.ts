/** What of a learner's configuration only some engines can do. */
import { InputError } from '../schema.ts';
import type { LearnerConfiguration } from './configuration.ts';
import type { LearningEngine } from './engine.ts';

const OPTIONS = [
  'method',
  'nStep',
  'doubleDqn',
  'orchestratedTarget',
  'terminalCut',
  'targetRate',
] as const;
const USUAL: Pick<LearnerConfiguration, (typeof OPTIONS)[number]> = {
  method: 'maDql',
  nStep: 1,
  doubleDqn: 'off',
  orchestratedTarget: 'off',
  terminalCut: 'off',
  targetRate: 0,
};

/** The first option that takes an engine which shows its weights and takes targets; null for none. */
export function demandingOption(learner: LearnerConfiguration) {
  return OPTIONS.find((name) => learner[name] !== USUAL[name]) ?? null;
}

/** @throws InputError naming the option that the engine cannot do, and the engines that can */
export function checkEngine(
  { id, flat }: Pick<LearningEngine, 'id' | 'flat'>,
  learner: LearnerConfiguration,
): void {
  const option = demandingOption(learner);
  if (option === null || flat) return;
  const allowed = `${JSON.stringify(USUAL[option])} on the engine ${id}, or the engine wasm or typescript`;
  throw new InputError(`learner.${option}`, learner[option], allowed);
}
