/** Stage Agree: the consensus microscope. */
export const agree = {
  'agree.question': 'How do they agree without a boss?',
  'agree.lead':
    'Every server carries its own copy of everyone’s decision. It pulls the copy towards its own gain, hears only its neighbours, and mixes. The copies start alike, scatter, and come back together.',
  'agree.lead.unanchored':
    'Every server carries its own copy of everyone’s decision. It pulls the copy towards its own gain, hears only its neighbours, and mixes. From this anchor the copies start apart, and most of them stay apart.',

  'agree.waiting': 'Asking the city for its newest slot…',
  'agree.failed': 'There is no run to show. Try another slot of the city.',
  'agree.subject': 'Slot {slot} of the city, networks after {trained} training slots.',
  'agree.subject.untrained':
    'Slot {slot} of the city, with networks that have not learnt anything yet.',

  'agree.map.label': 'The {count} servers on the map, each with its copy of all decisions',
  'agree.map.server': 'server {id}',
  'agree.map.rents': 'rents {level}',
  'agree.map.cell':
    'Server {id} believes that server {about} rents {level}; server {about} itself: {own}.',
  'agree.map.own':
    'Server {id} would itself rent {level}. {agreeing} of its {others} copies agree.',
  'agree.map.hint': 'Point at a cell, a row or a column.',

  'agree.legend.none': 'nothing',
  'agree.legend.one': '1 unit',
  'agree.legend.units': '{level} units',
  'agree.legend.own': 'outlined: its own decision',
  'agree.legend.differs': 'folded: differs from the owner',
  'agree.legend.frame': 'green frame: share that agrees',

  'agree.phase.start': 'start',
  'agree.phase.gradient': 'pull',
  'agree.phase.send': 'send',
  'agree.phase.mix': 'mix',
  'agree.phase.project': 'move',
  'agree.phase.list': 'The four parts of an iteration',

  'agree.story.start.owners':
    'Each server has told all others its own greedy wish, so all copies are alike. The greedy wishes ignore what they do to the neighbours.',
  'agree.story.start.own':
    'Each server’s copy holds what would be best for itself alone: the copies differ from the start.',
  'agree.story.start.middle': 'All copies start in the middle of the range.',
  'agree.story.start.zero': 'Each server fills in its own greedy wish and zero for everyone else.',
  'agree.story.gradient':
    'Each server asks its own network: which decisions around me should go up or down for my own gain?',
  'agree.story.send':
    'Each server sends its {count} running sums to its neighbours: {messages} messages, {bytes}.',
  'agree.story.send.first':
    'Messages leave for the neighbours, still all zero: nobody has pulled before. {messages} messages, {bytes}.',
  'agree.story.send.failed':
    'Each server sends its {count} running sums; {failed} of {links} links are down this time.',
  'agree.story.mix': 'Each server averages what it heard with its own sum and adds its own pull.',
  'agree.story.project':
    'Each copy moves away from where it began by the mixed pull, with steps that shrink as 1 / √τ.',
  'agree.story.end': 'Every server now rents what its own copy says about itself, rounded.',
  'agree.story.end.sweep':
    'Rounded, then one sweep: in turn each server picks what suits it and its neighbours best.',
  'agree.story.end.average':
    'Every server now rents the running average of its own entry, rounded.',

  'agree.iteration': 'τ = {tau} of {iterations}',
  'agree.cursor': 'Iteration',
  'agree.cursor.text': '{story} Iteration {tau} of {iterations}.',
  'agree.speed': 'Speed',
  'agree.speed.value': '{rate}/s',

  'agree.figure.share': 'of copies agree',
  'agree.figure.objective': 'of {exact} possible',
  'agree.figure.objective.alone': 'expected reward, ΣQ',
  'agree.figure.bytes': 'sent so far',
  'agree.figure.sigma': 'σ₂ of the mixing',
  'agree.figure.refused':
    'No exact optimum to compare with: {joint} joint decisions, and trying them all stops at {limit}.',
  'agree.figure.gap': 'The agreement closes {share} of the gap between greedy and exact.',
  'agree.figure.gap.none':
    'Greedy is already optimal in this slot, so there is nothing to gain. Take another slot, or let the networks learn for longer.',

  'agree.matrix.columns': 'columns: whose decision · rows: whose copy',
  'agree.matrix.decided': 'own',
  'agree.matrix.exact': 'exact',
  'agree.matrix.label':
    'Matrix of copies, {count} by {count}: a row for each server’s copy, a column for each decision. Arrow keys go from cell to cell.',
  'agree.twin.title': 'The copies in words',
  'agree.twin.row':
    'Server {id} rents {own}; {agreeing} of {others} copies agree{differing}; the exact optimum has {exact}.',
  'agree.twin.row.alone':
    'Server {id} rents {own}; {agreeing} of {others} copies agree{differing}.',
  'agree.twin.differing': ', not those about {servers}',
  'agree.twin.live':
    'Iteration {tau} of {iterations}, {phase}: {share} of copies agree, objective {objective}.',

  'agree.track.objective': 'sum of all Q, rounded decisions (reward)',
  'agree.track.share': 'copies that agree with their owner',
  'agree.track.copies': 'distance of copies to their mean, levels',
  'agree.track.duals': 'distance of duals to their mean, reward / level',
  'agree.track.rounded': 'N2O',
  'agree.track.relaxed': 'relaxed',
  'agree.track.exact': 'exact',
  'agree.track.greedy': 'greedy',
  'agree.track.label':
    'Course of the run over its {iterations} iterations: objective, agreement, distances. Click to go to an iteration.',

  'agree.options.title': 'Change how they agree',
  'agree.options.note': 'The same slot is run again at once.',

  'agree.try.title': 'Beat N2O',
  'agree.try.lead':
    'Choose every server’s rent yourself and see what all networks together expect. A click adds a unit.',
  'agree.try.server': 'Server {id} rents {level}',
  'agree.try.label': 'Your decisions',
  'agree.try.yours': 'yours',
  'agree.try.n2o': 'N2O',
  'agree.try.exact': 'exact optimum',
  'agree.try.greedy': 'greedy',
  'agree.try.fromN2o': 'Start from N2O',
  'agree.try.fromGreedy': 'Start from greedy',
  'agree.try.best': 'Nothing is better: this is the optimum.',
  'agree.try.ahead': 'You are {margin} ahead of N2O.',
  'agree.try.behind': 'You are {margin} behind N2O.',
  'agree.try.even': 'Exactly as good as N2O.',

  'agree.formula.update.term': 'The update in formulas.',
  'agree.formula.update':
    'Pull (g), send and mix (z), move (a′). c is the anchor, W the mixing matrix; the result is kept between 0 and K − 1.',
  'agree.formula.objective':
    'The sum of what all local networks expect, in reward units. The greedy start lets each server maximise its own term alone.',
  'agree.formula.share':
    'Over all pairs of servers: a copy agrees when it rounds to the level that its owner would itself rent.',
  'agree.formula.mixing':
    'The second singular value of W: how much of a disagreement survives one mixing. One minus it, the spectral gap, is {gap} here.',

  'action.agree.run': 'Agree on the slot now in the city',
  'action.agree.run.description': 'Take the city’s newest slot and networks and run N2O on them',
  'action.agree.play': 'Play',
  'action.agree.pause': 'Pause',
  'action.agree.play.description': 'Play the run, or pause it',
  'action.agree.step': 'Step',
  'action.agree.step.description': 'One part of an iteration forward',
  'action.agree.back': 'Back',
  'action.agree.back.description': 'One part of an iteration back',
  'action.agree.nextIteration': 'Next iteration',
  'action.agree.previousIteration': 'Previous iteration',
} as const;
