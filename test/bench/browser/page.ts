/** The bench's page: hands a task to the worker, and notes to the console. */
import type { Answer } from './messages.ts';

globalThis.measure = (task) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = ({ message }) => reject(new Error(message || 'The worker did not start.'));
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if ('note' in data) console.log(data.note);
      else if ('error' in data) reject(new Error(data.error));
      else resolve({ machine: data.machine, rows: [...data.rows] });
    };
    worker.postMessage(task);
  });
