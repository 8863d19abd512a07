/** Theorems 1 to 3 and Corollary 1 beside a run. */
export const agreeTheory = {
  'theory.title': 'What is promised, and what comes out?',
  'theory.lead':
    'Theorem 1 bounds how far any server’s running average stays below the best decision: OPT + COMM + NONC, in reward units a server.',
  'theory.measuring': 'Working out the terms and a certified slope of every network …',
  'theory.failed': 'The terms could not be worked out: {reason}',
  'theory.gone': 'The slot of this run is gone. Agree on the present slot to work them out.',
  'theory.again': 'Try again',

  'theory.verdict':
    'Promised after {iterations} iterations: a gap of at most {bound}. Measured: {gap}.',
  'theory.verdict.ratio': 'The promise is {ratio} times what is measured.',
  'theory.verdict.none':
    'The running average is no worse than the best decision known, so there is no ratio.',
  'theory.verdict.vacuous': 'vacuous',
  'theory.verdict.vacuous.exact':
    'The worst joint decision is only {spread} a server below the best: even the worst keeps this promise.',
  'theory.verdict.vacuous.bound':
    'No two joint decisions lie more than {spread} a server apart: even the worst keeps this promise.',
  'theory.verdict.says':
    'The worst joint decision lies {spread} a server below the best: here the bound says something.',
  'theory.verdict.broken':
    'And this run breaks {count} of its assumptions (below): strictly, it promises nothing here.',
  'theory.verdict.brokenOne':
    'And this run breaks one of its assumptions (below): strictly, it promises nothing here.',
  'theory.verdict.kept': 'As far as can be told, this run meets all of its assumptions.',
  'theory.verdict.untold':
    'None of its assumptions was found broken; not all can be proved (below).',
  'theory.verdict.concave':
    'All Q are concave here. The proof for that case needs no NONC: it gives at most {bound}.',
  'theory.verdict.grows': 'NONC holds √T′: in the long run the promise gets weaker, not stronger.',

  'theory.picture.title': 'reward a server (logarithmic)',
  'theory.picture.axis': 'iterations T′ (logarithmic)',
  'theory.picture.optimisation': 'OPT',
  'theory.picture.communication': 'COMM',
  'theory.picture.nonConvexity': 'NONC',
  'theory.picture.bound': 'bound',
  'theory.picture.shares': 'their shares of the bound',
  'theory.picture.gap': 'measured',
  'theory.picture.spread': 'best − worst',
  'theory.picture.noGap': 'none',
  'theory.picture.label':
    'OPT, COMM, NONC, their sum and the measured gap against T′, both logarithmic, and the shares of the three on each other. Arrow keys read it. T′ = {iterations}: OPT {optimisation}, COMM {communication}, NONC {nonConvexity}, gap {gap}.',
  'theory.at': 'After T′ = {iterations}',
  'theory.row.optimisation': 'OPT',
  'theory.row.optimisation.meaning':
    'What gradient steps of this size leave: the way from the anchor to the best decision, and the length of the steps.',
  'theory.row.communication': 'COMM',
  'theory.row.communication.meaning':
    'What it costs that the servers’ sums differ, of the server where it is largest: measured distances of the running sums from their mean, times L.',
  'theory.row.nonConvexity': 'NONC',
  'theory.row.nonConvexity.meaning':
    'What the paper adds because networks are not concave. It does not look at the networks at all: it holds 1/β(T), which grows as √T.',
  'theory.row.bound': 'Theorem 1’s bound',
  'theory.row.bound.meaning':
    'The sum of the three. With the slope that is certain in place of L; {least} with the steepest slope that was found, below which no valid L can go.',
  'theory.row.gap': 'measured gap',
  'theory.row.gap.exact':
    'How far the running average of the worst server’s copies (server {id}) stays below the exact optimum of P2.',
  'theory.row.gap.bestKnown':
    'How far the running average of the worst server’s copies (server {id}) stays below the best decision known; the exact optimum takes too much here.',
  'theory.row.ratio': 'bound / gap',
  'theory.row.ratio.meaning':
    'How loose the bound is. A bound above {spread}, the distance between best and worst decision, is vacuous.',
  'theory.row.concave': 'for concave Q, as proved',
  'theory.row.concave.meaning':
    'OPT + COMM as the proof gives them for concave Q_n: γ as the modulus, β one step earlier in COMM, the scatter of the anchors added. It holds for every γ and anchor, but only where all Q_n are concave.',
  'theory.row.lipschitz': 'L, certified slope',
  'theory.row.lipschitz.affineArithmetic':
    'No gradient of any Q_n on its box is longer: enclosed by affine arithmetic on {cells} cells, rounding included. The longest gradient found is {lower}, so L cannot be below that. Steepest: server {id}.',
  'theory.row.lipschitz.vertices':
    'Of a concave quadratic the longest gradient stands at a corner of its box: {cells} corners looked at. Steepest: server {id}.',
  'theory.row.lipschitz.normProduct':
    'No gradient of any Q_n on its box is longer: from the norms of the layers and the steepest pieces between whole levels, because one-hot levels have kinks that the cells of affine arithmetic cannot hold. Loose: the gradient in the middle is {lower}. Steepest: server {id}.',
  'theory.row.sigma': 'σ₂(W)',
  'theory.row.sigma.meaning':
    'Second singular value of the mixing matrix; 1 − σ₂ is the spectral gap of Theorem 2.',
  'theory.row.lambda': 'λ₂(E[W′W])',
  'theory.row.lambda.meaning':
    'Second eigenvalue of the mean of W′W under independent failures of this run’s share, in closed form; Theorem 3’s spectral gap is 1 − λ₂.',
  'theory.row.rate2': 'Theorem 2’s rate',
  'theory.row.rate2.meaning':
    'Its O(…) with constant 1: it says how the error falls, not how large it is. The whole bound with COMM through σ₂, NONC included, is {bound}.',
  'theory.row.rate3': 'Theorem 3’s rate',
  'theory.row.rate3.meaning':
    'The same with λ₂, for links that fail at random. The right-hand side as printed is {bound}, with probability 1 − 1/T.',
  'theory.unit': 'reward',
  'theory.unit.slope': 'reward / unit',
  'theory.source.one': 'Theorem 1',
  'theory.source.two': 'Theorem 2',
  'theory.source.three': 'Theorem 3',
  'theory.input.slope': 'certified slope',
  'theory.input.auxiliary': 'mean of ψₙ at the best decision',
  'theory.input.beta': 'step size at T′',
  'theory.input.iterations': 'iterations',
  'theory.input.count': 'servers',
  'theory.input.gamma': 'regularisation',
  'theory.input.sigma': 'second singular value',
  'theory.input.lambda': 'second eigenvalue',
  'theory.input.share': 'share of the bound',

  'theory.assume.title': 'What the theorems ask for',
  'theory.assume.lead': 'Each with what this run shows of it.',
  'theory.contrast.title': 'The same theorem on two kinds of Q',
  'theory.contrast.lead':
    'Trained networks usually curve more than γ outweighs; concave quadratics meet every assumption. What changes?',
  'theory.contrast.toQuadratic': 'Try concave quadratics',
  'theory.contrast.toTraining': 'Back to the city’s networks',
  'theory.contrast.training': 'city’s networks',
  'theory.contrast.networks': 'networks of a file',
  'theory.contrast.quadratic': 'concave quadratics',
  'theory.contrast.servers': 'servers',
  'theory.contrast.iterations': 'iterations',
  'theory.contrast.bound': 'promised',
  'theory.contrast.nonConvexity': 'of it NONC',
  'theory.contrast.concave': 'proof for concave Q',
  'theory.contrast.spread': 'best − worst',
  'theory.contrast.gap': 'measured',
  'theory.contrast.broken': 'assumptions broken',
  'theory.contrast.notYet': 'not looked at yet',
  'theory.contrast.notConcave': 'does not apply',

  'theory.assume.holds': 'holds',
  'theory.assume.other': 'not so here',
  'theory.assume.broken': 'broken',
  'theory.assume.notRefuted': 'not refuted',
  'theory.assume.theorems': 'Theorem {numbers}',
  'theory.assume.theorems.many': 'Theorems {numbers}',
  'theory.assume.theorems.none': 'no theorem asks for it',
  'theory.assume.concave': 'Every Q_n is concave',
  'theory.assume.concave.evidence':
    'Largest upward curvature found: {curvature} reward/unit² at server {lsm}, in {pairs} pairs of points.',
  'theory.assume.strongConvexity': 'γ outweighs the curvature of Q_n',
  'theory.assume.strongConvexity.evidence':
    'Curvature {curvature} at server {lsm} against γ = {gamma}.',
  'theory.assume.modulus': 'ψ is strongly convex with modulus 1 or more',
  'theory.assume.modulus.evidence': 'γ = {gamma}.',
  'theory.assume.commonAnchor': 'All servers regularise to one anchor',
  'theory.assume.commonAnchor.evidence':
    'Anchors lie {scatter} units from their mean (anchor “{anchor}”).',
  'theory.assume.convexSet': 'Decisions come from a convex set',
  'theory.assume.convexSet.evidence': 'Projection: {projection}.',
  'theory.assume.ownGradient': 'The gradient is that of Q_n itself',
  'theory.assume.ownGradient.evidence': 'Gradient: {gradient}.',
  'theory.assume.nonIncreasingStep': 'Steps never grow',
  'theory.assume.nonIncreasingStep.evidence': 'Step size: {stepSize}.',
  'theory.assume.inverseRootStep': 'Steps shrink as 1/√τ',
  'theory.assume.inverseRootStep.evidence': 'Step size: {stepSize}.',
  'theory.assume.connected': 'The message graph is connected',
  'theory.assume.connected.evidence': 'Pieces: {pieces}.',
  'theory.assume.fixedLinks': 'W is the same in every iteration',
  'theory.assume.fixedLinks.evidence': 'Failures of links in this run: {failed}.',
  'theory.assume.independentLinks': 'Links fail independently in every iteration',
  'theory.assume.independentLinks.evidence':
    'Model: {linkModel}, share {failure}; cut or dropped by hand: {cuts}.',
  'theory.assume.wholeDuals': 'Every sum reaches everybody',
  'theory.assume.wholeDuals.evidence': 'Horizon: {horizon}.',
  'theory.assume.runningAverage': 'The decision is the running average',
  'theory.assume.runningAverage.evidence':
    'Read-out: {readOut}. The theorem speaks of the average, before rounding, in any case.',

  'theory.corollary.title': 'Does it scale as Corollary 1 says?',
  'theory.corollary.lead':
    'On k-connected √N × √N grids the paper bounds 1/(1 − σ₂) by N/k². We measure both that and how long N2O takes on concave quadratics, where everything is known: until the worst running average has halved its first gap.',
  'theory.corollary.start': 'Measure it',
  'theory.corollary.again': 'Measure it again',
  'theory.corollary.stop': 'Stop',
  'theory.corollary.running': '{runs} runs on {grids} grids are under way …',
  'theory.corollary.stopped': 'Stopped before the end: nothing is kept of it.',
  'theory.corollary.failed': 'It could not be measured: {reason}',
  'theory.corollary.spectrum': '1 / (1 − σ₂)',
  'theory.corollary.runs': 'iterations to half the gap',
  'theory.corollary.axis': 'servers N (logarithmic)',
  'theory.corollary.reach': 'k = {reach}',
  'theory.corollary.label':
    '{quantity} against N for k = 1, 2 and 3; the same numbers stand in the table.',
  'theory.corollary.fit':
    'Measured: {quantity} grows as N to the {count} and k to the {reach}; the corollary’s law: {paperCount} and {paperReach}.',
  'theory.corollary.noFit': '{quantity}: too few points for a fit.',
  'theory.corollary.table': 'Every grid in numbers',
  'theory.corollary.never': '> {iterations}',
  'theory.corollary.note':
    'A bound may grow faster than what it bounds: exponents below the law do not contradict it. Lines: the law, through the point of the smallest grid of each k.',
  'theory.exponent': '{value} ({low} to {high})',
  'theory.exponent.alone': '{value}',
} as const;
