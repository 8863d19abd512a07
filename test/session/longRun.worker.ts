/** The long run, in a real worker. */
import { exposeApi } from '../../src/workers/expose.ts';
import { longRunHash } from './fingerprint.ts';

const api = { longRunHash: async (slots: number) => longRunHash(slots) };

export type LongRunApi = typeof api;

exposeApi(api);
