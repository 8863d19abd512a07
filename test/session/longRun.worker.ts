/** The long run, in a real worker. */
import * as Comlink from 'comlink';
import { longRunHash } from './fingerprint.ts';

const api = { longRunHash: async (slots: number) => longRunHash(slots) };

export type LongRunApi = typeof api;

Comlink.expose(api);
