/** The formulas behind stage Learn. */
import '../../catalogue/later/learning.ts';
import { t } from '../../catalogue/index.ts';
import {
  math,
  mfrac,
  mi,
  mn,
  mo,
  mrow,
  msub,
  msubsup,
  msup,
  mtext,
  munder,
  words,
} from '../../components/mathml.ts';

const n = mi('n');
export const discount = mi('γ');
export const scale = mi('s');
export const rewardOf = msub(mi('r'), n);
const observation = msub(mi('o'), n);
const joint = msub(mi('α'), n);
const q = msub(mi('Q'), n);

/** The best that the target network expects of the next slot. */
export const bestNext = mrow(
  munder(mtext('max'), joint),
  msubsup(mi('Q'), n, mo('−')),
  mo('('),
  msubsup(mi('o'), n, mo('′')),
  mo(','),
  joint,
  mo(')'),
);

/** What Q_n is pulled towards: its own reward and the best it expects next. */
export const targetFormula = math(
  msub(mi('y'), n),
  mo('='),
  mfrac(rewardOf, scale),
  mo('+'),
  discount,
  bestNext,
);

/** Mean system reward of an episode e of S slots. */
export const systemRewardFormula = math(
  msub(mi('R'), mi('e')),
  mo('='),
  mfrac(mn(1), mi('S')),
  munder(mo('∑'), mrow(mi('t'), mo('∈'), mi('e'))),
  munder(mo('∑'), n),
  msub(mi('r'), mrow(n, mo(','), mi('t'))),
);

/** Mean over seeds and its interval. */
export const bandFormula = math(
  mi('R'),
  mo('±'),
  msub(mi('t'), mrow(mn('0.975'), mo(','), mi('n'), mo('−'), mn(1))),
  mo('·'),
  mfrac(mi('σ'), mrow(mo('√'), mi('n'))),
);

export const rewardFormula = math(
  mfrac(mn(1), mi('S')),
  munder(mo('∑'), mrow(mi('t'), mo('∈'), mi('e'))),
  msub(mi('r'), mrow(n, mo(','), mi('t'))),
);

export const lossFormula = math(
  msub(mi('L'), n),
  mo('='),
  mfrac(mn(1), mrow(mn(2), mi('B'))),
  munder(mo('∑'), mtext(t('learn.math.batch'))),
  msup(mrow(mo('('), msub(mi('y'), n), mo('−'), q, mo(')')), mn(2)),
);

/** The level that an LSM rents when nobody talks to it. */
export const greedyFormula = math(
  msub(mi('a'), n),
  mo('='),
  words(t('learn.math.ownLevelOf')),
  munder(mtext('argmax'), joint),
  q,
  mo('('),
  observation,
  mo(','),
  joint,
  mo(')'),
);

/** What N2O sends into the mixing, with the sign of an ascent. */
export const slopeFormula = math(
  mo('−'),
  msub(mi('g'), n),
  mo('='),
  mfrac(mrow(mo('∂'), q), mrow(mo('∂'), mi('a'))),
  mo('('),
  observation,
  mo(','),
  mi('a'),
  mo(')'),
);

export const jointFormula = math(
  munder(mo('∏'), mrow(mi('m'), mo('∈'), mtext(t('learn.math.scope')))),
  msub(mi('K'), mi('m')),
);

export const episode = mi('e');
export const plannedEpisodes = mi('E');
export const rate = mi('η');
export const firstRate = msub(rate, mn(0));
export const lastRate = msub(rate, plannedEpisodes);
export const randomShare = mi('ε');
export const lastRandomShare = msub(randomShare, plannedEpisodes);
/** Shares of the plan: all decisions random, and falling from there. */
export const fullShare = msub(mi('p'), mn(1));
export const fallingShare = msub(mi('p'), mn(2));
export const replayCapacity = mi('C');
export const observationSize = mrow(mo('|'), observation, mo('|'));
export const neighbourCount = msub(mi('δ'), n);
/** Units of layer l; layer 0 are the inputs. */
export const layerSize = (layer: number | string) =>
  msub(mi('d'), typeof layer === 'number' ? mn(layer) : mi(layer));

/** Falls linearly over the plan, and stays at its end value afterwards. */
export const rateFormula = math(
  rate,
  mo('='),
  firstRate,
  mo('+'),
  mo('('),
  lastRate,
  mo('−'),
  firstRate,
  mo(')'),
  mtext('min'),
  mo('('),
  mn(1),
  mo(','),
  mfrac(episode, plannedEpisodes),
  mo(')'),
);

/** 1 over the first share of the plan, then linear down to the end value. */
export const explorationFormula = math(
  randomShare,
  mo('='),
  mn(1),
  mo('−'),
  mo('('),
  mn(1),
  mo('−'),
  lastRandomShare,
  mo(')'),
  mo('·'),
  words(t('learn.math.within')),
  mfrac(mrow(mfrac(episode, plannedEpisodes), mo('−'), fullShare), fallingShare),
);

export const replayFormula = math(mtext('min'), mo('('), mi('t'), mo(','), replayCapacity, mo(')'));

export const inputsFormula = math(
  layerSize(0),
  mo('='),
  observationSize,
  mo('+'),
  mn(1),
  mo('+'),
  neighbourCount,
);

export const parametersFormula = math(
  munder(mo('∑'), mi('l')),
  mo('('),
  msub(mi('d'), mrow(mi('l'), mo('−'), mn(1))),
  mo('+'),
  mn(1),
  mo(')'),
  mo('·'),
  layerSize('l'),
);
