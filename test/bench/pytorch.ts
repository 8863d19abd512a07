/** The same training step in PyTorch (pytorch_step.py), in a process of its own, by lines of JSON. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Minibatch } from '../../src/learning/engine.ts';
import type { WeightLayout } from '../../src/learning/layout.ts';
import { UPDATE_SETTINGS } from './workloads.ts';

/** What one step computed. */
export interface PyTorchStep {
  readonly levels: readonly number[];
  /** A row an LSM. */
  readonly targets: readonly (readonly number[])[];
  readonly losses: readonly number[];
  /** In the flat layout. */
  readonly weights: readonly number[];
}

export interface PyTorch {
  /** PyTorch's and Python's. */
  readonly version: string;
  /** Networks, minibatches and observations that the following steps work on. */
  start(
    layout: WeightLayout,
    weights: Float64Array,
    batches: readonly Minibatch[],
    observations: Float64Array,
  ): Promise<void>;
  /** Milliseconds of `count` steps, as its own process measures them. */
  time(count: number): Promise<number>;
  step(): Promise<PyTorchStep>;
  end(): void;
}

const SCRIPT = fileURLToPath(new URL('./pytorch_step.py', import.meta.url));

/** The interpreter to try: PYTHON of the environment, else python3. */
export const pythonCommand = () => process.env.PYTHON || 'python3';

/**
 * Starts the script.
 *
 * @returns why not, in a few words, where there is no Python with PyTorch
 */
export async function startPyTorch(): Promise<PyTorch | string> {
  const python = pythonCommand();
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  let broken: string | null = null;
  child.on('error', (error) => {
    broken = error.message;
  });
  // A request to a process that has ended is answered by the end of its output.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${python}: ${broken ?? 'it ended without an answer'}`);
    return JSON.parse(value);
  };
  const ask = async (request: object) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  try {
    const greeting = await answer();
    if (greeting.error) return `${python}: ${greeting.error}`;
    return {
      version: greeting.version,
      async start(layout, weights, batches, observations) {
        const plain = batches.map(plainBatch);
        await ask({
          do: 'start',
          layout,
          settings: UPDATE_SETTINGS,
          weights: [...weights],
          batches: plain,
          observations: [...observations],
        });
      },
      time: async (count) => (await ask({ do: 'time', count })).milliseconds,
      step: () => ask({ do: 'step' }),
      end: () => child.stdin.end(),
    };
  } catch (error) {
    return (error as Error).message;
  }
}

/** Typed arrays as lists: JSON knows no others. */
function plainBatch({ size, observations, decisions, rewards, nextObservations }: Minibatch) {
  return {
    size,
    observations: [...observations],
    decisions: [...decisions],
    rewards: [...rewards],
    nextObservations: [...nextObservations],
  };
}
