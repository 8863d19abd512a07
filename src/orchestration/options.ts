/** Options of an N2O run (Algorithm 1), of its links and of the mixing matrix. */
import * as z from 'zod/mini';
import {
  choiceField,
  InputError,
  integerField,
  numberField,
  parse,
  structureField,
} from '../schema.ts';

const run = { group: 'orchestration', applies: 'now' } as const;
const links = { group: 'links', applies: 'now' } as const;
const MAXIMUM_SEED = 4_294_967_295;
/** Farthest that a horizon can be set, in hops. */
export const MAXIMUM_HORIZON = 20;
const MAXIMUM_ITERATIONS = 2000;
const MAXIMUM_PLACES = 400;
const MAXIMUM_CUTS = 1000;

const scaleAllowed = 'auto | a number from 0 to 1000';
const horizonAllowed = `all | a whole number of hops from 1 to ${MAXIMUM_HORIZON}`;
const placesAllowed = `servers | random | a list of 1 to ${MAXIMUM_PLACES} places {x, y}, numbers from 0 to 1000000 m`;
const cutsAllowed = `a list of at most ${MAXIMUM_CUTS} {link: [ID, ID], from: TAU, to: TAU}, iterations from 1 to ${MAXIMUM_ITERATIONS}; without "to", to the end`;

const iteration = z.int().check(z.minimum(1), z.maximum(MAXIMUM_ITERATIONS));
const coordinate = z.number().check(z.minimum(0), z.maximum(1e6));
/** Two ids. A tuple of Zod's own would weigh on the first paint. */
const pair = z.array(z.int()).check(z.minLength(2), z.maxLength(2)) as unknown as z.ZodMiniType<
  [number, number]
>;
const cut = z.strictObject({
  link: pair,
  from: iteration,
  to: z.optional(iteration),
});

export const orchestrationSchema = z.strictObject({
  /** T, the number of iterations. */
  iterations: integerField(50, { ...run, minimum: 1, maximum: MAXIMUM_ITERATIONS }),
  /** gamma_n of psi_n(a) = gamma_n / 2 |a - c_n|^2, the same for all n. */
  gamma: numberField(10, { ...run, minimum: 0.01, maximum: 10_000 }),
  /** c_n: where LSM n's copy starts and is pulled to. */
  anchor: choiceField(['owners', 'own', 'middle', 'zero'], 'owners', run),
  /** Factor of every gradient; `auto` = max(1, N / 4). */
  gradientScale: structureField(
    z.union([z.literal('auto'), z.number().check(z.minimum(0), z.maximum(1000))]),
    1,
    { ...run, allowed: scaleAllowed },
  ),
  readOut: choiceField(['last', 'average', 'sweep', 'best'], 'last', run),
  mixing: choiceField(['equation13', 'lazy', 'metropolis'], 'equation13', run),
  /** Probability that a link fails in an iteration, both ways at once. */
  failure: numberField(0, { ...links, minimum: 0, maximum: 1, step: 0.05 }),
  /** Seed of the link failures. */
  seed: integerField(1, { ...links, minimum: 0, maximum: MAXIMUM_SEED }),
  /** beta(tau): tau^(-1/2), tau^(-1) or 1. */
  stepSize: choiceField(['inverseRoot', 'inverse', 'constant'], 'inverseRoot', run),
  /** g_n from the network itself, or from the multilinear interpolation of its table of levels. */
  gradient: choiceField(['network', 'multilinear'], 'network', run),
  /** Eq. (4) over the box [0, K_i - 1], or over its whole levels. */
  projection: choiceField(['box', 'discrete'], 'box', run),
  /** Sweeps after the read-out, besides the one of the read-out `sweep`. */
  sweeps: integerField(0, { ...run, minimum: 0, maximum: 10 }),
  /** How many hops of the message graph duals and copies reach; `all` = everywhere. */
  horizon: structureField(
    z.union([z.literal('all'), z.int().check(z.minimum(1), z.maximum(MAXIMUM_HORIZON))]),
    'all',
    { ...run, allowed: horizonAllowed },
  ),
  /** Failures of every iteration on its own, or in bursts (Gilbert-Elliott). */
  linkModel: choiceField(['independent', 'bursty'], 'independent', links),
  /** Mean iterations that a failure lasts, of bursty links. */
  burstLength: numberField(5, { ...links, minimum: 1, maximum: 1000, unit: 'iterations' }),
  /** Who exchanges messages; `neighbours` = who is in whose scope, or the links of the file. */
  topology: choiceField(
    ['neighbours', 'grid', 'eightConnected', 'complete', 'ring', 'geometric'],
    'neighbours',
    links,
  ),
  /** k of Corollary 1: how far a link reaches along a row or a column of topology `grid`. */
  gridReach: integerField(1, { ...links, minimum: 1, maximum: 3 }),
  /** Longest link of topology `geometric`. */
  reach: numberField(72, { ...links, minimum: 1, maximum: 5000, unit: 'm' }),
  /** Where the LSMs stand for topology `geometric`. */
  places: structureField(
    z.union([
      z.enum(['servers', 'random']),
      z
        .array(z.strictObject({ x: coordinate, y: coordinate }))
        .check(z.minLength(1), z.maxLength(MAXIMUM_PLACES)),
    ]),
    'servers',
    { ...links, allowed: placesAllowed },
  ),
  /** Seed of random places. */
  topologySeed: integerField(1, { ...links, minimum: 0, maximum: MAXIMUM_SEED }),
  /** Links cut by hand, by the ids of their ends, from an iteration to another (both included). */
  cuts: structureField(z.array(cut).check(z.maxLength(MAXIMUM_CUTS)), [], {
    ...links,
    allowed: cutsAllowed,
  }),
  /** Whether a message graph in pieces is refused. */
  pieces: choiceField(['refuse', 'allow'], 'refuse', links),
});

export type OrchestrationOptions = Readonly<z.infer<typeof orchestrationSchema>>;
/** A link cut by hand. */
export type LinkCut = OrchestrationOptions['cuts'][number];

/**
 * Checks the options of an N2O run and fills in the defaults.
 *
 * @throws InputError naming the field, its value and what is allowed
 */
export function parseOrchestration(value: unknown): OrchestrationOptions {
  const options = parse(orchestrationSchema, value, 'orchestration');
  checkBursts(options);
  options.cuts.forEach(({ link, from, to }, i) => {
    const field = `orchestration.cuts[${i}]`;
    if (link[0] === link[1]) throw new InputError(`${field}.link`, link, 'two different ids');
    if (to !== undefined && to < from) {
      throw new InputError(`${field}.to`, to, `a whole number from ${from} (its from) on`);
    }
  });
  return options;
}

/** Failures of mean length B can hold at most B / (B + 1) of all time: what follows one lasts >= 1. */
function checkBursts({ linkModel, failure, burstLength }: OrchestrationOptions): void {
  const most = burstLength / (burstLength + 1);
  if (linkModel !== 'bursty' || failure <= most) return;
  const allowed = `a number from 0 to ${most} for bursts of ${burstLength} iterations`;
  throw new InputError('orchestration.failure', failure, allowed);
}
