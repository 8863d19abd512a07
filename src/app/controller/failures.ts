/** Telling apart what went wrong. */
import { WorkerGone } from '../../workers/client.ts';

/** A call that ended with its worker: whoever started that worker again has told it already. */
export function isWorkerGone(error: unknown): boolean {
  return error instanceof WorkerGone;
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A call to a worker whose script was blocked, did not arrive or failed. */
export function neverCame(error: unknown): boolean {
  return error instanceof WorkerGone && error.neverCame;
}
