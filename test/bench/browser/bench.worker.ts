/** Measures in a worker, as the page's learner runs in one. */
import { measureAll, type Task } from '../measureAll.ts';
import type { Row } from '../rows.ts';
import { measurePeak } from '../trainingSteps.ts';
import { browserHost } from './browserHost.ts';
import type { Answer } from './messages.ts';

const answer = (message: Answer) => postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<Task>) => {
  try {
    const { host, adapter } = await browserHost((note) => answer({ note }));
    const rows: Row[] = [];
    await measureAll(host, data, (more) => rows.push(...more));
    const simdPeakGflops = await measurePeak(host);
    answer({ machine: { simdPeakGflops, clock: host.clock.name, adapter }, rows });
  } catch (error) {
    answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
