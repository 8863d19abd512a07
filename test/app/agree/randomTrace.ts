/** A true trace of N2O on networks with random weights and observations. */

import { parseLearner } from '../../../src/learning/configuration.ts';
import { initialWeights } from '../../../src/learning/initialisation.ts';
import { buildLayout } from '../../../src/learning/layout.ts';
import { parseOrchestration } from '../../../src/orchestration/options.ts';
import { RandomStream } from '../../../src/random.ts';
import { agreementTrace } from '../../../src/workers/agreement.ts';
import type { AgreementTrace } from '../../../src/workers/protocol.ts';
import { parseScenario, serverCount } from '../../../src/world/scenario.ts';

export function randomTrace(
  scenarioChange: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>> = {},
  seed = 3,
): AgreementTrace {
  const scenario = parseScenario(scenarioChange);
  const learner = parseLearner({});
  const stream = new RandomStream(seed, 'users');
  const observations = Float64Array.from({ length: 5 * serverCount(scenario) }, () =>
    stream.uniform(),
  );
  const weights = initialWeights(buildLayout(scenario, learner), seed);
  return agreementTrace({
    setup: { scenario, learner, seed },
    snapshot: { slot: 1, observations, weights: { weights, trainedSlots: 0 } },
    options: parseOrchestration(options),
  });
}
