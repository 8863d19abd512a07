/** Who is in range of whom, and how long a task takes over the radio link. */
import { exp, log } from '../elementary.ts';
import { exponentialQuantile, type RandomStream } from '../random.ts';
import type { PaperScenario, Scenario } from './scenario.ts';
import type { Topology } from './topology.ts';
import type { Users } from './users.ts';

/** Distance at which the scenario's reference SNR holds, m. */
const REFERENCE_DISTANCE = 60;
/** Path loss stops falling within this distance, m. */
const NEAREST_DISTANCE = 5;

/** The user-server pairs in range, user by user, the servers of one user ascending. */
export interface Coverage {
  /** Pairs of user u: start[u] .. start[u + 1] - 1. */
  readonly start: Int32Array;
  /** Server of each pair. */
  readonly server: Int16Array;
  /** Distance of each pair, m. */
  readonly distance: Float64Array;
  /** M_n: users in range of each server, idle ones too. */
  readonly usersInRange: Int32Array;
}

/** Finds every pair within the coverage radius. */
export function cover(users: Users, topology: Topology, coverageRadius: number): Coverage {
  const { count, x, y } = topology;
  const start = new Int32Array(users.count + 1);
  const usersInRange = new Int32Array(count);
  const server: number[] = [];
  const distance: number[] = [];
  for (let user = 0; user < users.count; user++) {
    const userX = users.x[user]!;
    const userY = users.y[user]!;
    for (let index = 0; index < count; index++) {
      const dx = userX - x[index]!;
      const dy = userY - y[index]!;
      const square = dx * dx + dy * dy;
      if (square > coverageRadius * coverageRadius) continue;
      server.push(index);
      distance.push(Math.sqrt(square));
      usersInRange[index]! += 1;
    }
    start[user + 1] = server.length;
  }
  return {
    start,
    server: Int16Array.from(server),
    distance: Float64Array.from(distance),
    usersInRange,
  };
}

/** Mean signal-to-noise ratio at a distance (m): the reference's, falling with its square. */
export function meanSnr(referenceSnr: number, distance: number): number {
  const relative = REFERENCE_DISTANCE / Math.max(distance, NEAREST_DISTANCE);
  return referenceSnr * relative * relative;
}

/**
 * Delay of one task over the link, s: its size over the rate of an equal share of the spectrum,
 * cut off at the maximum.
 *
 * @param spectrum B_n, MHz, shared by `sharers` users (at least 1)
 * @param snr signal-to-noise ratio with fading
 */
export function transmissionDelay(
  scenario: Pick<PaperScenario, 'taskSize' | 'transmissionDelayMaximum'>,
  spectrum: number,
  sharers: number,
  snr: number,
): number {
  const rate = (spectrum / sharers) * (log(1 + snr) / Math.LN2);
  return Math.min(scenario.transmissionDelayMaximum, scenario.taskSize / rate);
}

/**
 * The signal-to-noise ratio behind a transmission delay (s), fading included: the other way round
 * from `transmissionDelay`. Null for a delay that was cut off, which many ratios lead to.
 */
export function snrOf(
  scenario: Pick<PaperScenario, 'taskSize' | 'transmissionDelayMaximum'>,
  spectrum: number,
  sharers: number,
  delay: number,
): number | null {
  if (delay >= scenario.transmissionDelayMaximum) return null;
  const bitsPerHertz = scenario.taskSize / (delay * (spectrum / sharers));
  return exp(bitsPerHertz * Math.LN2) - 1;
}

/**
 * Transmission delay of every pair in range, s. Rayleigh fading (an exponential gain of mean 1) is
 * drawn for every user and every server, in range or not, each server from its own stream.
 */
export function drawTransmissionDelays(
  scenario: PaperScenario,
  coverage: Coverage,
  spectrum: Float64Array,
  streams: readonly RandomStream[],
): Float64Array {
  const { start, server, distance, usersInRange } = coverage;
  const delays = new Float64Array(server.length);
  const users = start.length - 1;
  for (let user = 0; user < users; user++) {
    let pair = start[user]!;
    const end = start[user + 1]!;
    for (let index = 0; index < streams.length; index++) {
      const uniform = streams[index]!.uniform();
      if (pair === end || server[pair] !== index) continue;
      const snr = meanSnr(scenario.referenceSnr, distance[pair]!) * exponentialQuantile(uniform);
      delays[pair] = transmissionDelay(scenario, spectrum[index]!, usersInRange[index]!, snr);
      pair += 1;
    }
  }
  return delays;
}

/** B_n of every server: normal, cut off below, MHz. */
export function drawSpectrum(
  scenario: Pick<Scenario, 'spectrumMean' | 'spectrumDeviation' | 'spectrumMinimum'>,
  streams: readonly RandomStream[],
): Float64Array {
  const { spectrumMean, spectrumDeviation, spectrumMinimum } = scenario;
  return Float64Array.from(streams, (stream) =>
    Math.max(spectrumMinimum, spectrumMean + spectrumDeviation * stream.normal()),
  );
}
