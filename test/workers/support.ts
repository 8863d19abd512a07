/** Setups and waiting for the tests of the workers. Waiting is for a condition, never for a time. */
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import type { RunSetup } from '../../src/session/setup.ts';
import type { CityStart, LearnerStart } from '../../src/workers/protocol.ts';
import { parseScenario } from '../../src/world/scenario.ts';

export function smallSetup(change: Readonly<Record<string, unknown>> = {}): RunSetup {
  return { scenario: parseScenario(change), learner: parseLearner({}), seed: 3 };
}

export function cityStart(change: Partial<CityStart> = {}): CityStart {
  return {
    ...smallSetup(),
    policy: 'maDql',
    orchestration: parseOrchestration({}),
    manualDecisions: [1, 1, 1, 1],
    slotsPerSecond: 60,
    running: true,
    ...change,
  };
}

export function learnerStart(change: Partial<LearnerStart> = {}): LearnerStart {
  return {
    ...smallSetup(),
    running: true,
    engine: 'typescript',
    slotsPerSecond: Number.POSITIVE_INFINITY,
    ...change,
  };
}

/** Resolves once `condition` holds; it is looked at after every `tell`. */
export class Watch {
  readonly #waiting = new Set<() => void>();

  tell(): void {
    for (const check of [...this.#waiting]) check();
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}
