/** A worker that answers, refuses, hangs or dies on request: for the tests of the client. */
import * as Comlink from 'comlink';
import { InputError } from '../../src/schema.ts';

let calls = 0;

const api = {
  count: async () => ++calls,
  refuse: async () => {
    throw new InputError('scenario.rows', 11, 'a whole number from 1 to 10');
  },
  hang: () => new Promise<number>(() => {}),
  die: () => {
    setTimeout(() => {
      throw new Error('out of memory');
    });
    return new Promise<number>(() => {});
  },
};

export type TinyApi = typeof api;

Comlink.expose(api);
