/** The users of one slot, and how those of the `paper` scenario come, walk and go. */
import type { RandomStream } from '../random.ts';
import { extent, type PaperScenario } from './scenario.ts';

/** Users of one slot, one entry each, in order of id. A new slot has new arrays. */
export interface Users {
  readonly count: number;
  /** Kept for as long as the user stays. */
  readonly id: Int32Array;
  /** Metres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Index into ZONES. */
  readonly zone: Uint8Array;
  /** Tasks of this slot. */
  readonly tasks: Int32Array;
  /** Server that processed its tasks last (read by sticky offloading); -1 none or the cloud. */
  readonly attachedTo: Int16Array;
}

/** Room for `count` users. */
export function emptyUsers(count: number): Users {
  return {
    count,
    id: new Int32Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
    zone: new Uint8Array(count),
    tasks: new Int32Array(count),
    attachedTo: new Int16Array(count).fill(-1),
  };
}

/** Users that appear uniformly: their number is Poisson of the given mean. */
export function drawArrivals(
  scenario: PaperScenario,
  mean: number,
  firstId: number,
  stream: RandomStream,
): Users {
  const { width, height } = extent(scenario);
  const arrivals = emptyUsers(stream.poisson(mean));
  for (let user = 0; user < arrivals.count; user++) {
    arrivals.id[user] = firstId + user;
    arrivals.x[user] = stream.uniform() * width;
    arrivals.y[user] = stream.uniform() * height;
  }
  return arrivals;
}

/** Everyone leaves with the leave probability; whoever stays takes a normal step on each axis. */
export function walk(scenario: PaperScenario, users: Users, stream: RandomStream): Users {
  const { leaveProbability, walkDeviation } = scenario;
  const { width, height } = extent(scenario);
  const stayed = emptyUsers(users.count);
  let count = 0;
  for (let user = 0; user < users.count; user++) {
    if (stream.uniform() < leaveProbability) continue;
    stayed.id[count] = users.id[user]!;
    stayed.x[count] = reflect(users.x[user]! + walkDeviation * stream.normal(), width);
    stayed.y[count] = reflect(users.y[user]! + walkDeviation * stream.normal(), height);
    stayed.attachedTo[count] = users.attachedTo[user]!;
    count += 1;
  }
  return sliceUsers(stayed, count);
}

/** The first users and then the others, in one. Zones and tasks are not yet those of a slot. */
export function joinUsers(first: Users, second: Users): Users {
  const joined = emptyUsers(first.count + second.count);
  for (const key of ['id', 'x', 'y', 'attachedTo'] as const) {
    joined[key].set(first[key]);
    joined[key].set(second[key], first.count);
  }
  return joined;
}

/** Mirrors a place at 0 and at `length` until it lies between them. */
export function reflect(place: number, length: number): number {
  if (place >= 0 && place <= length) return place;
  if (length === 0) return 0;
  const period = 2 * length;
  const within = place - period * Math.floor(place / period);
  return within > length ? period - within : within;
}

function sliceUsers(users: Users, count: number): Users {
  return {
    count,
    id: users.id.subarray(0, count),
    x: users.x.subarray(0, count),
    y: users.y.subarray(0, count),
    zone: users.zone.subarray(0, count),
    tasks: users.tasks.subarray(0, count),
    attachedTo: users.attachedTo.subarray(0, count),
  };
}
