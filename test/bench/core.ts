/**
 * Speed of the core, as ratios within one run: absolute times belong to the machine. Everything
 * runs on the default configuration and one core, as plain modules: a test runner's own module
 * system makes the inner loops two to three times slower than they are in a build.
 */
import { Bench } from 'tinybench';
import { parseLearner } from '../../src/learning/configuration.ts';
import type { LearningEngine } from '../../src/learning/engine.ts';
import type { TensorFlowBackend } from '../../src/learning/engines/tensorflow/backend.ts';
import { startCpu } from '../../src/learning/engines/tensorflow/backends/cpu.ts';
import { startWasm } from '../../src/learning/engines/tensorflow/backends/wasm.ts';
import { TensorFlowEngine } from '../../src/learning/engines/tensorflow/tensorFlowEngine.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { JointValues } from '../../src/learning/jointValues.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestratedDecision } from '../../src/orchestration/orchestrate.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { oracleDecisions } from '../../src/world/references.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { naiveMaximum, randomBatches } from '../support/naiveLearning.ts';
import { compareEngineSteps } from './engineSteps.ts';

const grids = [2, 3, 5];
const learner = parseLearner({});
const square = (side: number) => parseScenario({ rows: side, columns: side });

/** Runs the tasks of one comparison and prints each against the first. */
async function compare(
  title: string,
  tasks: Readonly<Record<string, () => void | Promise<void>>>,
): Promise<void> {
  const bench = new Bench({ time: 1000 });
  for (const [name, task] of Object.entries(tasks)) bench.add(name, task);
  await bench.run();
  console.log(`\n${title}`);
  const medians = bench.tasks.map(({ name, result }) => {
    if (!('latency' in result)) throw new Error(`${name}: ${result.state}`);
    return result.latency.p50;
  });
  bench.tasks.forEach(({ name }, i) => {
    const ratio = (medians[i]! / medians[0]!).toFixed(2).padStart(8);
    console.log(`${ratio} x  ${medians[i]!.toFixed(3).padStart(8)} ms  ${name}`);
  });
}

function trainingSlot(side: number): () => void {
  const training = new MultiAgentLearner({ scenario: square(side), learner, seed: 1 });
  // Past the first entries of the replay memory, where little is trained yet.
  for (let slot = 0; slot < 2000; slot++) training.advance();
  return () => training.advance();
}

function orchestration(side: number): () => void {
  const scenario = square(side);
  const layout = buildLayout(scenario, learner);
  const networks = networksFromWeights(layout, initialWeights(layout, 1));
  const environment = new EdgeEnvironment(scenario);
  const { observations } = environment.reset(1);
  const problem = {
    ids: environment.possibleAgents,
    objectives: localObjectives(networks, observations),
    links: environment.topology.links,
  };
  const options = parseOrchestration({});
  return () => {
    orchestratedDecision(problem, options);
  };
}

/**
 * One update of every LSM and its answer; every next observation is a new one, as after the replay
 * memory has filled. WebGPU has no part in it: the page measures it on the adapter that there is.
 */
function update(start: (() => Promise<TensorFlowBackend>) | null, side: number) {
  const layout = buildLayout(square(side), learner);
  const weights = initialWeights(layout, 1);
  const losses = new Float64Array(layout.agents.length);
  const settings = { learningRate: 1e-3, discount: 0.5, gradientClip: 10 };
  let backend: TensorFlowBackend | null = null;
  let engine: LearningEngine | null = start ? null : new TypeScriptEngine(layout, weights);
  let seed = 0;
  return async () => {
    // TensorFlow.js has one backend at a time: each task takes its own up again.
    if (start) await backend?.use();
    if (start) backend ??= await start();
    engine ??= new TensorFlowEngine(backend!, layout, weights);
    seed += 1;
    engine.update(randomBatches(layout, seed), settings, losses);
    await engine.settle();
  };
}

const engines = (side: number) => ({
  TypeScript: update(null, side),
  'TensorFlow.js, wasm': update(() => startWasm(null), side),
  'TensorFlow.js, cpu': update(startCpu, side),
});

/** The joint maximum of the centre of 3 x 3, with and without what makes it cheap. */
function jointMaximum() {
  const layout = buildLayout(square(3), learner);
  const networks = networksFromWeights(layout, initialWeights(layout, 1));
  const centre = networks.agents[4]!;
  const observation = [0.5, 1, 1, 0.1, 0.3];
  const values = new JointValues(centre, networks);
  return {
    'first-layer trick, in blocks': () => {
      values.maximum(observation, 0);
    },
    'one joint decision after the other': () => {
      naiveMaximum(centre, networks.activation, observation);
    },
  };
}

function world() {
  const environment = new EdgeEnvironment(square(2));
  environment.reset(1);
  return {
    slot: () => {
      environment.step([1, 1, 1, 1]);
    },
    'oracle, 81 joint decisions': () => {
      oracleDecisions(environment);
    },
  };
}

const bySide = (sides: readonly number[], task: (side: number) => () => void) =>
  Object.fromEntries(sides.map((side) => [`N = ${side * side}`, task(side)]));

await compare(
  'One training slot (act, play, update), past 2,000 slots',
  bySide(grids, trainingSlot),
);
await compare('One update of every LSM at N = 4', engines(2));
await compare('One update of every LSM at N = 9', engines(3));
await compare('N2O, T = 50, tables included', bySide([...grids, 10], orchestration));
await compare('Joint maximum over 243 joint decisions', jointMaximum());
await compare('The world at 2 x 2', world());
await compareEngineSteps();
