/**
 * Sections `slot` and `decision`: what the other ways of learning take beside MA-DQL, on our own
 * kernels: a training slot, simulation included, and one decision of the whole city.
 */
import { parseDistillation } from '../../src/experiments/distillation.ts';
import { actorDecisions } from '../../src/learning/actors.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import {
  centralizedLayout,
  initialCentralizedWeights,
} from '../../src/learning/centralizedLayout.ts';
import { centralizedDecision } from '../../src/learning/centralizedNetwork.ts';
import { parseLearner, vdnLearner } from '../../src/learning/configuration.ts';
import { NetworkKernels } from '../../src/learning/engines/wasm/networkKernels.ts';
import { WasmEngine } from '../../src/learning/engines/wasm/wasmEngine.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { networkProblem } from '../../src/learning/networkProblem.ts';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { greedyDecision } from '../../src/orchestration/greedy.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestratedDecision } from '../../src/orchestration/orchestrate.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { levelsOf } from '../../src/world/scenario.ts';
import { randomActors } from '../support/actors.ts';
import type { Host } from './host.ts';
import { interleaved, type Pace, type Task } from './interleave.ts';
import { type Row, rowOf, type Section } from './rows.ts';
import { scenarioOf, type WorkloadName } from './workloads.ts';

const OURS = 'maDql';
/** Slots before anything is measured: the replay memory holds some minibatches by then. */
const WARM = 200;

/** A training slot of MA-DQL and of VDN, each on WebAssembly in its own world. */
export async function measureSlots(
  { clock, kernels }: Host,
  workload: WorkloadName,
  pace: Pace,
): Promise<Row[]> {
  const scenario = scenarioOf(workload);
  const learner = parseLearner({ explorationFull: 0, explorationDecay: 0 });
  const tasks = [[OURS, learner] as const, ['vdn', vdnLearner(learner)] as const].map(
    ([name, configuration]): Task => {
      const run = new MultiAgentLearner(
        { scenario, learner: configuration, seed: 1 },
        (layout, weights) => new WasmEngine(kernels, layout, weights),
      );
      while (run.slots < WARM) run.advance();
      return {
        name,
        measure: (count) =>
          clock.time(() => {
            for (let i = 0; i < count; i++) run.advance();
          }),
      };
    },
  );
  return rows('slot', workload, tasks, pace);
}

/** One decision of every policy that learns, at the observations of one slot. */
export async function measureDecisions(
  { clock, kernels }: Host,
  workload: WorkloadName,
  pace: Pace,
): Promise<Row[]> {
  const scenario = scenarioOf(workload);
  const learner = parseLearner({});
  const accelerator = new NetworkKernels(kernels);
  const environment = new EdgeEnvironment(scenario);
  const { observations } = environment.reset(1);
  const graph = { ids: environment.possibleAgents, links: environment.topology.links };
  const options = parseOrchestration({ iterations: 50 });
  const networksOf = (configuration: typeof learner) => {
    const layout = buildLayout(scenario, configuration);
    return networksFromWeights(layout, initialWeights(layout, 1));
  };
  const [own, vdn] = [networksOf(learner), networksOf(vdnLearner(learner))];
  const greedy = (networks: typeof own) => () => {
    const { objectives } = networkProblem(graph, networks, observations, accelerator);
    greedyDecision(new DecisionTables(objectives));
  };
  const { hidden } = parseDistillation({});
  const actors = randomActors(1, levelsOf(scenario), 'classification', { hidden });
  const layout = centralizedLayout(scenario, parseCentralized({}), learner.valueScale);
  const centralized = { layout, weights: initialCentralizedWeights(layout, 1) };
  const deciders: readonly (readonly [string, () => void])[] = [
    [OURS, greedy(own)],
    ['vdn', greedy(vdn)],
    ['distilled', () => void actorDecisions(actors, observations)],
    ['centralized', () => void centralizedDecision(centralized, observations)],
    [
      'n2o',
      () => {
        const problem = networkProblem(graph, own, observations, accelerator);
        orchestratedDecision(problem, options, 0);
      },
    ],
  ];
  const tasks = deciders.map(
    ([name, decide]): Task => ({
      name,
      measure: (count) =>
        clock.time(() => {
          for (let i = 0; i < count; i++) decide();
        }),
    }),
  );
  return rows('decision', workload, tasks, pace);
}

async function rows(
  section: Section,
  workload: WorkloadName,
  tasks: readonly Task[],
  pace: Pace,
): Promise<Row[]> {
  const rounds = await interleaved(tasks, pace);
  const times = rounds.get(OURS)!;
  return [...rounds].map(([engine, own]) =>
    rowOf(
      { section, workload, activation: 'algebraicSilu', engine },
      { times: own, reference: { name: OURS, times } },
    ),
  );
}
