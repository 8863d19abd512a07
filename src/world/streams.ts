/** The random streams of one world: what concerns a server has a stream for each server. */
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';

const WHOLE = ['start', 'users', 'tasks', 'offloading'] as const;
const BY_SERVER = ['radio', 'price', 'spectrum'] as const;

export type WorldStreams = Readonly<
  Record<(typeof WHOLE)[number], RandomStream> &
    Record<(typeof BY_SERVER)[number], readonly RandomStream[]>
>;
/** State of every stream, in a fixed order. */
export type StreamStates = readonly (readonly number[])[];

/** Streams of a fresh world, for the servers of these ids. */
export function createStreams(seed: number, ids: readonly number[]): WorldStreams {
  const whole = (name: (typeof WHOLE)[number]) => new RandomStream(seed, name);
  const byServer = (name: (typeof BY_SERVER)[number]) =>
    ids.map((id) => new RandomStream(seed, name, id));
  return {
    start: whole('start'),
    users: whole('users'),
    tasks: whole('tasks'),
    offloading: whole('offloading'),
    radio: byServer('radio'),
    price: byServer('price'),
    spectrum: byServer('spectrum'),
  };
}

/**
 * The streams once servers came and went: whoever stays goes on with its own.
 *
 * @param ids after the change
 * @param former for each of them its place before; null for one that joins
 */
export function streamsAfter(
  streams: WorldStreams,
  seed: number,
  ids: readonly number[],
  former: readonly (number | null)[],
): WorldStreams {
  const fresh = createStreams(seed, ids);
  const kept = (name: (typeof BY_SERVER)[number]) =>
    former.map((place, server) => (place === null ? fresh[name][server]! : streams[name][place]!));
  return { ...streams, radio: kept('radio'), price: kept('price'), spectrum: kept('spectrum') };
}

function inOrder(streams: WorldStreams): RandomStream[] {
  return [...WHOLE.map((name) => streams[name]), ...BY_SERVER.flatMap((name) => streams[name])];
}

export function saveStreams(streams: WorldStreams): StreamStates {
  return inOrder(streams).map((stream) => stream.save());
}

export function restoreStreams(streams: WorldStreams, states: StreamStates): void {
  const all = inOrder(streams);
  if (states.length !== all.length) {
    throw new InputError('state.streams', states.length, `${all.length} streams`);
  }
  all.forEach((stream, index) => {
    stream.restore(states[index]!);
  });
}
