/**
 * Layout of one city frame in one ArrayBuffer, which travels by transfer. The worker fills the
 * views, the page looks at the same views: nothing is parsed and nothing is copied.
 *
 *   header     Float64 x 12
 *   servers    Float32, one array of N for each of SERVER_FIELDS
 *   users      Int32 ids, Float32 x, Float32 y, Uint16 tasks, Int16 servedBy, each of `userRoom`
 *
 * A buffer has room for `userRoom` users, so that it can be used again while their number changes.
 */

import type { CityPolicy } from '../session/setup.ts';

/** One number a server, in this order; units as in `ServerSummary`. */
export const SERVER_FIELDS = [
  'decision',
  'load',
  'capacity',
  'processed',
  /** s; NaN where nothing was processed. */
  'computationDelay',
  /** Mean over the users in range, s. */
  'transmissionDelay',
  /** The users' estimate when they chose, s. */
  'estimatedDelay',
  'price',
  'spectrum',
  'reward',
  'usersInRange',
] as const;
export type ServerField = (typeof SERVER_FIELDS)[number];

/** One slot of the city: where everybody was, what was decided, and what came of it. */
export interface CityFrame {
  readonly buffer: ArrayBuffer;
  readonly slot: number;
  /** Slot of the day, 0..slotsPerDay - 1. */
  readonly timeOfDay: number;
  readonly slotsPerDay: number;
  readonly systemReward: number;
  /** Training slots behind the weights that decided; 0 before the first. */
  readonly trainedSlots: number;
  /** Who decided. */
  readonly policy: CityPolicy;
  readonly tasks: number;
  readonly cloudTasks: number;
  readonly servers: Readonly<Record<ServerField, Float32Array>>;
  readonly serverCount: number;
  readonly userCount: number;
  /** A user keeps its id for as long as it stays; ids are in ascending order. */
  readonly ids: Int32Array;
  /** Metres from the left and lower border of the area. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly tasksOfUser: Uint16Array;
  /** Index of the server that serves most of the user's tasks; -1 the cloud, -2 nobody. */
  readonly servedBy: Int16Array;
}

/** Frames that may be under way or in the page's hands at once: two drawn, two to spare. */
export const FRAME_CREDITS = 4;

const HEADER = {
  slot: 0,
  timeOfDay: 1,
  slotsPerDay: 2,
  systemReward: 3,
  trainedSlots: 4,
  tasks: 5,
  cloudTasks: 6,
  serverCount: 7,
  userCount: 8,
  userRoom: 9,
  policy: 10,
} as const;
const HEADER_BYTES = 12 * 8;
const SERVER_BYTES = 4 * SERVER_FIELDS.length;
const USER_BYTES = 4 + 4 + 4 + 2 + 2;

/** What of a frame is no array. */
export type FrameHeader = Pick<CityFrame, Exclude<keyof typeof HEADER, 'userRoom'>>;

/** Policies as numbers; `fixed2` is 2. */
const POLICY_CODES: Readonly<Record<Exclude<CityPolicy, `fixed${number}`>, number>> = {
  manual: -1,
  random: -2,
  optimistic: -3,
  nash: -4,
  oracle: -5,
  maDql: -6,
  n2o: -7,
  n2oSweep: -8,
  greedySweeps: -9,
  exactP2: -10,
  maxPlus: -11,
  maxPlusLean: -12,
  distilled: -13,
  vdn: -14,
  centralized: -15,
};
const CODED_POLICIES = new Map(
  Object.entries(POLICY_CODES).map(([policy, code]) => [code, policy as CityPolicy]),
);

function codeOf(policy: CityPolicy): number {
  return (POLICY_CODES as Readonly<Record<string, number>>)[policy] ?? Number(policy.slice(5));
}

function policyOf(code: number): CityPolicy {
  return CODED_POLICIES.get(code) ?? `fixed${code}`;
}

/** Room for the users of a slot, with some to spare. */
function roomFor(users: number): number {
  return Math.ceil((users * 1.25 + 16) / 4) * 4;
}

/**
 * A buffer for a frame of this many servers and users: the one handed in where it is large enough,
 * else a new one.
 */
export function frameBuffer(
  servers: number,
  users: number,
  used: ArrayBuffer | undefined,
): ArrayBuffer {
  const needed = HEADER_BYTES + servers * SERVER_BYTES + users * USER_BYTES + 8;
  if (used && used.byteLength >= needed) return used;
  return new ArrayBuffer(HEADER_BYTES + servers * SERVER_BYTES + roomFor(users) * USER_BYTES);
}

/** Writes the header, which fixes where everything lies, and gives the views to fill. */
export function layOutFrame(buffer: ArrayBuffer, header: FrameHeader): CityFrame {
  const values = new Float64Array(buffer, 0, HEADER_BYTES / 8);
  for (const key of Object.keys(HEADER) as (keyof typeof HEADER)[]) {
    if (key === 'policy') values[HEADER.policy] = codeOf(header.policy);
    else if (key !== 'userRoom') values[HEADER[key]] = header[key];
  }
  const left = buffer.byteLength - HEADER_BYTES - header.serverCount * SERVER_BYTES;
  const userRoom = Math.floor(left / USER_BYTES / 4) * 4;
  if (userRoom < header.userCount) throw new RangeError('The frame buffer is too small.');
  values[HEADER.userRoom] = userRoom;
  return readFrame(buffer);
}

/** Views of a frame, without a copy. They are empty once the buffer has been handed back. */
export function readFrame(buffer: ArrayBuffer): CityFrame {
  const values = new Float64Array(buffer, 0, HEADER_BYTES / 8);
  const serverCount = values[HEADER.serverCount]!;
  const userCount = values[HEADER.userCount]!;
  const userRoom = values[HEADER.userRoom]!;
  const servers = {} as Record<ServerField, Float32Array>;
  let offset = HEADER_BYTES;
  for (const field of SERVER_FIELDS) {
    servers[field] = new Float32Array(buffer, offset, serverCount);
    offset += 4 * serverCount;
  }
  const ids = new Int32Array(buffer, offset, userCount);
  offset += 4 * userRoom;
  const x = new Float32Array(buffer, offset, userCount);
  offset += 4 * userRoom;
  const y = new Float32Array(buffer, offset, userCount);
  offset += 4 * userRoom;
  const tasksOfUser = new Uint16Array(buffer, offset, userCount);
  offset += 2 * userRoom;
  const servedBy = new Int16Array(buffer, offset, userCount);
  return {
    buffer,
    slot: values[HEADER.slot]!,
    timeOfDay: values[HEADER.timeOfDay]!,
    slotsPerDay: values[HEADER.slotsPerDay]!,
    systemReward: values[HEADER.systemReward]!,
    trainedSlots: values[HEADER.trainedSlots]!,
    policy: policyOf(values[HEADER.policy]!),
    tasks: values[HEADER.tasks]!,
    cloudTasks: values[HEADER.cloudTasks]!,
    servers,
    serverCount,
    userCount,
    ids,
    x,
    y,
    tasksOfUser,
    servedBy,
  };
}
