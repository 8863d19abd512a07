/** Panel Options of stage Agree: where the Q-networks come from, and how the servers agree. */
export const agreeOptions = {
  'agree.options.title': 'Change how they agree',
  'agree.options.note':
    'The same slot is run again at once. Links and losses are in the panel Links.',
  'agree.options.sent':
    'This run sends {bytes}: {perIteration} in each of {iterations} iterations, {rest} for anchors and read-out.',
  'agree.options.formula': 'formula',
  'agree.options.group.pull': 'Start and pull',
  'agree.options.group.step': 'Step',
  'agree.options.group.run': 'Length and reach',
  'agree.options.group.readOut': 'Read-out',

  'agree.option.anchor.owners':
    'All copies begin at what every server would do alone. Costs one whole number a server, flooded once.',
  'agree.option.anchor.own':
    'The paper word by word: each copy begins at what would be best for its own server. Costs nothing, and most copies never come together.',
  'agree.option.anchor.middle': 'All copies begin in the middle of the levels. Costs nothing.',
  'agree.option.anchor.zero':
    'Own greedy level on the own entry, zero for everyone else. Costs nothing.',
  'agree.option.anchor.formula':
    'c is the anchor. Every copy is pulled back to it, the harder the further away it is.',
  'agree.option.gamma':
    'How strongly copies are pulled back to where they began: larger is slower and calmer. Costs nothing.',
  'agree.option.gamma.formula':
    'The regulariser of the projection. The bound of Theorem 1, as printed, asks for γ of at least 1.',

  'agree.option.gradient.network':
    'The slope of the network where the copy stands, between levels too, where it was never asked to be right. One pass back a server and iteration.',
  'agree.option.gradient.multilinear':
    'The slope of straight lines between the values at whole levels, so that only those count. Costs the table of all joint decisions of a scope; smaller slopes, so raise the scale.',
  'agree.option.gradient.network.formula': 'a′ is the copy, Q the network of its own server.',
  'agree.option.gradient.multilinear.formula':
    'The sum goes over the corners v of the unit cell that holds the copy; each counts by how near it is.',
  'agree.option.gradientScale':
    'Factor of every pull. Among N servers a pull is diluted to 1/N of itself; automatic undoes a part of that, max(1, N/4). Costs nothing.',
  'agree.option.gradientScale.formula': 's is the factor. Theorem 1 is for s = 1.',
  'agree.option.stepSize.inverseRoot':
    'The paper’s: steps shrink as one over the root of the iteration. Costs nothing.',
  'agree.option.stepSize.inverse':
    'Steps shrink fast: the copies come to rest early, perhaps too early. Costs nothing.',
  'agree.option.stepSize.constant':
    'Steps never shrink: the sum of all pulls counts in full, and the copies may never rest. Costs nothing.',
  'agree.option.stepSize.formula': 'β is what the running sum z is multiplied with in iteration τ.',
  'agree.option.projection.box':
    'Copies move anywhere between the lowest and the highest level, and are rounded at the end. Costs nothing.',
  'agree.option.projection.discrete':
    'Copies jump from whole level to whole level: nothing moves until a sum is large enough. Costs nothing.',
  'agree.option.projection.box.formula':
    'Equation (4) over the box of all levels, which is a clip.',
  'agree.option.projection.discrete.formula':
    'Equation (4) over whole levels, which is the nearest one; half goes up.',

  'agree.option.iterations': 'T: how often everyone pulls, sends, mixes and moves.',
  'agree.option.iterations.cost': 'Each iteration costs {bytes} over all links.',
  'agree.option.iterations.formula': 'E are the links, N the servers; 8 bytes a number.',
  'agree.option.horizon.all':
    'Everyone follows everyone’s decision, so messages grow with the city.',
  'agree.option.horizon.hops':
    'Each server follows only those within {hops} hops of messages (and its own scope): a message stops growing with the city.',
  'agree.option.horizon.cost': 'An iteration costs {bytes} instead of {full}.',
  'agree.option.horizon.formula':
    'Server n keeps the entry of server i within h hops; the mixing weights of an entry are those among the servers that keep it.',

  'agree.option.readOut.last':
    'Each rents what its last copy says about itself, rounded. Costs nothing.',
  'agree.option.readOut.average':
    'The mean of all iterations, rounded: calmer, and usually a little worse. Costs nothing.',
  'agree.option.readOut.sweep':
    'The last one, then in turn each takes what is best for itself and its neighbours. Costs one round of one-hop messages.',
  'agree.option.readOut.best':
    'The best of all rounded iterations is kept. Costs most: in every iteration all levels go to the neighbours, and all values up and down a tree.',
  'agree.option.readOut.last.formula': 'Rounded down after adding a half: half goes up.',
  'agree.option.readOut.average.formula': 'The running average of the own entry.',
  'agree.option.readOut.sweep.formula':
    'One server after the other, in order of id, over its own level k; the lowest of equal ones.',
  'agree.option.readOut.best.formula': 'Over all iterations τ, at the rounded own entries.',
  'agree.option.sweeps':
    'So many more rounds after the read-out, in each of which every server in turn improves its own level. Never worse; usually what helps most.',
  'agree.option.sweeps.formula':
    'One server after the other, in order of id, over its own level k; the lowest of equal ones.',

  'agree.source.title': 'Where the Q-networks come from',
  'agree.source.training': 'the city’s training',
  'agree.source.networks': 'a file',
  'agree.source.quadratic': 'quadratics',
  'agree.source.training.about':
    'The newest networks of your training, on what the city’s servers observe in its present slot.',
  'agree.source.networks.about':
    'Networks (n2o-networks), with observations (n2o-observations) where you have them. Open both at once, or drop them on the page. Your training goes on.',
  'agree.source.quadratic.about':
    'Every server’s value is a concave quadratic over its own and its neighbours’ decisions, drawn by a seed: nothing is learnt, and everything is known.',
  'agree.source.open': 'Open networks, observations…',
  'agree.source.present': '{file}: {count} networks, {links} links.',
  'agree.source.waiting': '{file} is read, and not what is shown: choose it to run N2O on it.',
  'agree.source.observations.file': 'Observations: {observations}.',
  'agree.source.observations.city': 'Observations: the city’s present slot.',
  'agree.source.observations.ownCity':
    'Observations: the first slot of a day in the city that the file is for.',
  'agree.source.observations.drawn':
    'Observations: drawn between 0 and 1, for the file says nothing of its city. Open a file of observations with it for true ones.',
  'agree.source.formula': 'what they are',
  'agree.source.formula.text':
    'H is positive definite, its mean diagonal the curvature, its rank-one part the coupling; t is a target between the levels. Gradients, Lipschitz constants and the optimum are known exactly.',
  'agree.quadratic.rows': 'Rows',
  'agree.quadratic.columns': 'Columns',
  'agree.quadratic.levels': 'Levels K',
  'agree.quadratic.curvature': 'Mean curvature',
  'agree.quadratic.coupling': 'Coupling',
  'agree.quadratic.seed': 'Seed',
} as const;
