/** A worker that answers, refuses, hangs or dies on request: for the tests of the client. */
import { InputError } from '../../src/schema.ts';
import { exposeApi } from '../../src/workers/expose.ts';

let calls = 0;

const api = {
  count: async () => ++calls,
  refuse: async () => {
    throw new InputError('scenario.rows', 11, 'a whole number from 1 to 10');
  },
  hang: () => new Promise<number>(() => {}),
  vanish: () => {
    // Behind the lock by which the page watches over it.
    void navigator.locks.request('tiny', () => close());
    return new Promise<number>(() => {});
  },
  die: () => {
    setTimeout(() => {
      throw new Error('out of memory');
    });
    return new Promise<number>(() => {});
  },
};

export type TinyApi = typeof api;

exposeApi(api);
