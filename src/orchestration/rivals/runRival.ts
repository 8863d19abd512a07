/** Runs any rival on one slot, from the greedy decision to its last. */
import { anchors } from '../anchor.ts';
import type { DecisionTables } from '../decisionTables.ts';
import { exactOptimum, exactRefusal } from '../exactOptimum.ts';
import { greedyDecision } from '../greedy.ts';
import { maxPlus } from '../maxPlus.ts';
import { buildMixing } from '../mixing.ts';
import { multilinearObjectives } from '../multilinear.ts';
import type { LocalObjective } from '../objective.ts';
import { roundedOwn } from '../readOut.ts';
import { centralizedGradient, centresOf } from './centralizedGradient.ts';
import { dsa } from './dsa.ts';
import { gradientTracking } from './gradientTracking.ts';
import { greedySweeps } from './greedySweeps.ts';
import { leanDefaults, leanMaxPlus } from './leanMaxPlus.ts';
import { isN2o, n2oOutcome, n2oSteps } from './n2oVariants.ts';
import { LinkPost } from './post.ts';
import type { RivalKey, RivalSetting, RivalStep } from './rival.ts';

/** Null where a rival can run on these tables, else why not. */
export function rivalRefusal(
  key: RivalKey,
  { levels, scopes }: Pick<RivalSetting['tables'], 'levels' | 'scopes'>,
): string | null {
  return key === 'exactP2' ? (exactRefusal(levels, scopes)?.reason ?? null) : null;
}

/**
 * Yields where the rival stands at its start and after each iteration; its decision is that of the
 * last step. All rivals of a slot meet the same failing links in the same iteration. Same setting,
 * same steps.
 *
 * @throws Error where `rivalRefusal` refuses it
 */
export function* runRival(key: RivalKey, setting: RivalSetting): Generator<RivalStep, void, void> {
  if (isN2o(key)) {
    yield* n2oSteps(key, setting);
    return;
  }
  const post = new LinkPost(setting);
  let iteration = 0;
  if (key !== 'exactP2') yield step(greedyDecision(setting.tables));
  for (const decision of decisions(key, setting, post)) {
    iteration += 1;
    yield step(decision);
  }

  function step(decision: Int32Array): RivalStep {
    return { iteration, decision, messages: post.messages, bytes: post.bytes };
  }
}

/** The last step of a rival, without the record of a run of N2O. */
export function rivalOutcome(key: RivalKey, setting: RivalSetting): RivalStep {
  if (isN2o(key)) return n2oOutcome(key, setting);
  const steps = runRival(key, setting);
  let last: RivalStep | undefined;
  for (const step of steps) last = step;
  if (!last) throw new Error(`${key} took no step`);
  return last;
}

/** The decision after each iteration of a rival that is not N2O. */
function* decisions(
  key: Exclude<RivalKey, `n2o${string}`>,
  setting: RivalSetting,
  post: LinkPost,
): Generator<Int32Array, void, void> {
  const { tables, problem, options, rivals, slot } = setting;
  const gradient = { iterations: rivals.gradientIterations, step: rivals.gradientStep };
  switch (key) {
    case 'maDql':
      return;
    case 'greedySweeps':
      yield* greedySweeps(tables, problem, rivals.sweeps, post);
      return;
    case 'maxPlus':
      yield* maxPlus(tables, rivals.maxPlusIterations, post);
      return;
    case 'maxPlusLean':
      yield* leanMaxPlus(tables, leanDefaults(tables), post);
      return;
    case 'dsa': {
      const { dsaIterations: iterations, dsaProbability: probability } = rivals;
      yield* dsa(tables, { iterations, probability, seed: options.seed, slot }, post);
      return;
    }
    case 'centralizedGradient': {
      const objectives = climbed(setting);
      for (const levels of centralizedGradient(objectives, tables, post.links, gradient, post)) {
        yield Int32Array.from(levels, (level) => Math.floor(level + 0.5));
      }
      return;
    }
    case 'gradientTracking': {
      const mixing = buildMixing(options.mixing, tables.count, post.links);
      const anchor = anchors(options.anchor, tables, { links: post.links, kept: null });
      if (options.anchor === 'owners') tellOwners(tables, post);
      for (const { copies } of gradientTracking(climbed(setting), mixing, anchor, gradient, post)) {
        yield roundedOwn(copies, tables.count);
      }
      return;
    }
    case 'exactP2':
      yield exactDecision(setting, post);
  }
}

/** The objectives with the gradients that the options ask for. */
function climbed({ problem, tables, options }: RivalSetting): readonly LocalObjective[] {
  const { objectives } = problem;
  if (options.gradient === 'network') return objectives;
  return multilinearObjectives(objectives, tables.values);
}

/** Anchor `owners`: everyone tells its greedy level to all whose Q depends on it. */
function tellOwners({ scopes }: DecisionTables, post: LinkPost): void {
  scopes.forEach((scope, n) => {
    for (const member of scope.slice(1)) post.sendSurely(member, n, 1);
  });
}

/** Every LSM sends its whole table to the centre, which sends everyone its level. */
function exactDecision({ tables }: RivalSetting, post: LinkPost): Int32Array {
  const exact = exactOptimum(tables);
  if ('reason' in exact) throw new Error(`exactP2: ${exact.reason}`);
  const centres = centresOf(tables.count, post.links);
  tables.values.forEach((table, n) => {
    post.sendSurely(n, centres[n]!, table.length);
    post.sendSurely(centres[n]!, n, 1);
  });
  return exact.decision;
}
