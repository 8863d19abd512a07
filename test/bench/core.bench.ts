/**
 * Speed of the core, as ratios within one run: absolute times belong to the machine. Everything
 * runs on the default configuration and one core.
 */
import { bench, describe } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
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
import { naiveMaximum } from '../support/naiveLearning.ts';

const grids = [2, 3, 5];
const learner = parseLearner({});
const square = (side: number) => parseScenario({ rows: side, columns: side });

describe('one training slot (act, play, update) against the number of servers', () => {
  for (const side of grids) {
    const training = new MultiAgentLearner({ scenario: square(side), learner, seed: 1 });
    // Past the first entries of the replay memory, where nothing is trained yet.
    for (let slot = 0; slot < 300; slot++) training.advance();
    bench(`N = ${side * side}`, () => training.advance());
  }
});

describe('joint maximum of the centre of 3 x 3 (243 joint decisions)', () => {
  const layout = buildLayout(square(3), learner);
  const networks = networksFromWeights(layout, initialWeights(layout, 1));
  const centre = networks.agents[4]!;
  const observation = [0.5, 1, 1, 0.1, 0.3];
  const values = new JointValues(centre, networks);
  bench('first-layer trick, in blocks', () => {
    values.maximum(observation, 0);
  });
  bench('one joint decision after the other', () => {
    naiveMaximum(centre, networks.activation, observation);
  });
});

describe('N2O, T = 50, against the number of servers', () => {
  for (const side of [...grids, 10]) {
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
    bench(`N = ${side * side}`, () => {
      orchestratedDecision(problem, options);
    });
  }
});

describe('one slot of the world against the oracle on it (2 x 2)', () => {
  const environment = new EdgeEnvironment(square(2));
  environment.reset(1);
  bench('slot', () => {
    environment.step([1, 1, 1, 1]);
  });
  bench('oracle, 81 joint decisions', () => {
    oracleDecisions(environment);
  });
});
