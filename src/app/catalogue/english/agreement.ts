/** Stage Agree: the consensus microscope. */
export const agreement = {
  'agree.question': 'How do they agree without a boss?',
  'agree.lead':
    'Every server keeps its own copy of everyone’s decision and hears only its neighbours. The copies start alike, scatter, and come back together.',
  'agree.lead.unanchored':
    'Every server keeps its own copy of everyone’s decision and hears only its neighbours. From this anchor the copies start apart, and most stay apart.',

  'agree.waiting': 'Asking the city for its newest slot…',
  'agree.failed': 'There is no run to show. Try another slot of the city.',
  'agree.subject.label': 'The slot that this run is about',
  'agree.subject': 'Slot {slot}, networks after {trained} training slots.',
  'agree.subject.untrained': 'Slot {slot}, networks that have not learnt anything yet.',
  'agree.subject.file': 'The {count} networks of {file}, on the observations of {observations}.',
  'agree.subject.city':
    'The {count} networks of {file}, on what the city’s servers observe in slot {slot}.',
  'agree.subject.ownCity':
    'The {count} networks of {file}, on the first slot of a day in the city that they are for (draw {slot}).',
  'agree.subject.drawn':
    'The {count} networks of {file}. It says nothing of its city, so the observations are drawn between 0 and 1 (draw {slot}).',
  'agree.subject.quadratic':
    '{count} concave quadratics, drawn with seed {seed}: mean curvature {curvature}, {coupling} of it between servers.',
  'agree.run.networks': 'Run again on the slot of now',
  'agree.run.quadratic': 'Draw others',
  'agree.subject.newer': 'By now: over {newest}.',
  'agree.subject.unchanged':
    'In this slot the agreement changes nobody’s decision: what each would do alone is what they do together.',
  'agree.subject.torn':
    'The links fall into {groups} groups that no message passes between: {members}. Each agrees within itself; the groups cannot agree with each other.',
  'agree.subject.count': '{count} servers',

  'agree.panel.label': 'What the panel shows',
  'agree.panel.opening': 'Opening {panel}…',

  'agree.map.label': 'The {count} servers on the map, each with its copy of all decisions',
  'agree.map.server': 'server {id}',
  'agree.map.rents': 'rents {level}',
  'agree.map.links': 'The {count} links between them',
  'agree.map.link': 'Link between servers {one} and {other}',

  'agree.deed.cut': 'cut it from τ = {tau} on',
  'agree.deed.mend': 'mend it from τ = {tau} on',
  'agree.deed.drop': 'drop both messages of τ = {tau}',
  'agree.deed.pass': 'let both through in τ = {tau}',
  'agree.deed.lost': 'nothing is carried here',

  'agree.legend.units': 'units rented',
  'agree.legend.own': 'its own decision',
  'agree.legend.differs': 'not what the owner thinks',
  'agree.legend.beyond': 'no copy: beyond the horizon',
  'agree.legend.frame': 'share that agrees',

  'agree.phase.start': 'start',
  'agree.phase.gradient': 'pull',
  'agree.phase.send': 'send',
  'agree.phase.mix': 'mix',
  'agree.phase.project': 'move',
  'agree.phase.list': 'The four parts of an iteration',

  'agree.story.start.owners':
    'All told each other their own greedy wish, so all copies are alike. It ignores the neighbours.',
  'agree.story.start.own':
    'Each copy holds what would be best for its own server: the copies differ from the start.',
  'agree.story.start.middle': 'All copies start in the middle of the range.',
  'agree.story.start.zero': 'Each server fills in its own greedy wish and zero for everyone else.',
  'agree.story.gradient':
    'Each server asks its own network what should go up or down around it, for its own gain.',
  'agree.story.send':
    'Each sends its {count} running sums to its neighbours: {messages} messages, {bytes}.',
  'agree.story.send.first':
    'The first messages are all zero, for nobody has pulled before: {messages} messages, {bytes}.',
  'agree.story.send.horizon':
    'Each sends its neighbours the sums that both keep, {horizon} hops far: {messages} messages, {bytes}.',
  'agree.story.send.down':
    'Each sends its running sums; over {down} of {links} links neither end’s message arrives.',
  'agree.story.mix': 'Each server averages what it heard with its own sum and adds its own pull.',
  'agree.story.mix.down':
    'Each averages what it heard and adds its own pull. For a link that is down both ends keep the weight, so no sum is lost or made.',
  'agree.story.project.inverseRoot':
    'Each copy moves from where it began, against the sum, in steps that shrink as 1 / √τ.',
  'agree.story.project.inverse':
    'Each copy moves from where it began, against the sum, in steps that shrink as 1 / τ.',
  'agree.story.project.constant':
    'Each copy moves from where it began, against the sum, in steps that do not shrink.',
  'agree.story.end': 'Every server now rents what its own copy says about itself, rounded.',
  'agree.story.end.best':
    'The best of all whole decisions on the way was kept: that is what is rented.',
  'agree.story.end.sweep':
    'Rounded, then one sweep: in turn each picks what suits it and its neighbours best.',
  'agree.story.end.average':
    'Every server now rents the running average of its own entry, rounded.',

  'agree.detail.start': 'Left alone, server {about} would rent {level}.',
  'agree.detail.more': 'Server {id} would gain {gain} a slot for each unit more at server {about}.',
  'agree.detail.less': 'Server {id} would gain {gain} a slot for each unit less at server {about}.',
  'agree.detail.nothing': 'Server {id}’s own network asks for nothing at server {about}.',
  'agree.detail.send': 'Server {id} sends its sum about server {about}: {dual}.',
  'agree.detail.mix':
    'Server {id}, about server {about}: {heard} heard and kept {sign} {pull} own pull = {sum}.',
  'agree.detail.project':
    'Server {id}’s copy of server {about}’s decision moves from {before} to {after}.',
  'agree.detail.end':
    'Alone, server {about} would rent {alone}; together it rents {level}. Server {id} pulled hardest.',
  'agree.detail.end.same': 'Server {about} rents {level}, as it would alone.',

  'agree.down': 'Down in τ = {tau}: {list}.',
  'agree.down.more': '{named} and {more} more',
  'agree.down.cut': 'cut by hand {list}',
  'agree.down.dropped': 'dropped by hand {list}',
  'agree.down.failed': 'failed by chance {list}',

  'agree.iteration': 'τ = {tau} of {iterations}',
  'agree.cursor': 'Iteration',
  'agree.cursor.text': '{story} Iteration {tau} of {iterations}.',
  'agree.speed': 'Speed',
  'agree.speed.value': '{rate}/s',

  'agree.figure.share': 'of copies agree',
  'agree.figure.objective': 'of {exact} possible',
  'agree.figure.objective.alone': 'expected reward, ΣQ',
  'agree.figure.objective.bound': 'of {upper} at most',
  'agree.figure.bound': 'of the best, at least',
  'agree.bound.least': 'That is at least {share} of the best there can be: a certified bound.',
  'agree.figure.bytes': 'sent so far',
  'agree.figure.sigma': 'σ₂, how slowly it mixes',
  'agree.figure.short': 'short of exact, {share}',
  'agree.figure.short.alone': 'short of exact',
  'agree.figure.short.none': 'short: it is optimal',
  'agree.figure.refused': 'No exact optimum to compare with: {reason}.',
  'agree.figure.gap': 'The agreement closes {share} of the gap between greedy and exact.',
  'agree.figure.gap.none': 'Greedy is already optimal in this slot, so there is nothing to gain.',

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

  'agree.twin.gap': 'That is {gap} short of exact.',

  'agree.track.objective': 'sum of all Q, rounded decisions (reward)',
  'agree.track.share': 'copies that agree with their owner',
  'agree.track.copies': 'distance of copies to their mean, units',
  'agree.track.duals': 'distance of running sums to their mean, reward / unit',
  'agree.track.one': 'everyone’s copy of server {id}’s decision, units',
  'agree.track.owner': 'server {id}',
  'agree.track.copyOf': 'copy of {id}',
  'agree.track.all': 'all',
  'agree.track.server': 'server {id}',
  'agree.track.axis.iterations': 'iteration τ',
  'agree.track.axis.messages': 'messages',
  'agree.track.axis.bytes': 'sent',
  'agree.track.against': 'against',
  'agree.track.against.iterations': 'iterations',
  'agree.track.against.messages': 'messages',
  'agree.track.against.bytes': 'bytes',
  'agree.track.others': 'More curves of the run',
  'agree.track.short': '−{gap}',
  'agree.track.moment': 'τ = {tau}',
  'agree.track.rounded': 'N2O',
  'agree.track.relaxed': 'relaxed',
  'agree.track.exact': 'exact',
  'agree.track.bound': 'bound',
  'agree.track.greedy': 'greedy',
  'agree.track.label.objective':
    'The objective over {iterations} iterations, against exact and greedy. Arrow keys go through the iterations, Enter goes there.',
  'agree.track.label.others':
    'Copies and distances over {iterations} iterations. Arrow keys go through the iterations, Enter goes there.',

  'agree.try.title': 'Beat N2O',
  'agree.try.lead':
    'Choose every server’s rent yourself and see what all networks together expect. A click adds a unit; what you chose stands beside the rivals.',
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
  'agree.try.gap': 'The exact optimum is {gap} higher: {share} % of it is missing.',
  'agree.try.gap.alone': 'The exact optimum is {gap} higher.',
  'agree.try.gap.unknown': 'The exact optimum is not known here.',
  'agree.try.even': 'Exactly as good as N2O.',

  'agree.formula.update.term': 'The update in formulas.',
  'agree.formula.update':
    'Pull (g), send and mix (z), move (a′). c is the anchor, W the mixing matrix; the result is kept between 0 and K − 1.',
  'agree.formula.objective':
    'The sum of what all local networks expect, in reward units. The greedy start lets each server maximise its own term alone.',
  'agree.formula.share':
    'Over all pairs of servers: a copy agrees when it rounds to the level that its owner would itself rent.',

  'agree.inspect.cell': 'Server {id}’s copy of what server {about} rents',
  'agree.inspect.own': 'Server {id}’s own decision',
  'agree.inspect.server': 'Server {id} and its copy',
  'agree.inspect.column': 'Everyone’s copy of what server {id} rents',
  'agree.inspect.iteration': 'After iteration {tau} of {iterations}',
  'agree.inspect.mixing': 'The mixing matrix W',
  'agree.inspect.bytes': 'What was sent',
  'agree.inspect.story': 'The copy that the story follows. Point at anything to see its numbers.',
  'agree.inspect.pin': 'Click to keep this here.',
  'agree.inspect.pinned': 'Kept here. Escape lets it go.',

  'agree.unit.units': 'units',
  'agree.unit.perLevel': 'reward / unit',
  'agree.unit.reward': 'reward',
  'agree.unit.bytes': 'bytes',
  'agree.unit.messages': 'messages',

  'agree.source.gradient': 'Algorithm 1, line 5',
  'agree.source.mix': 'Algorithm 1, line 7; eq. (3a)',
  'agree.source.projection': 'Algorithm 1, line 7; eq. (3b) and (4)',
  'agree.source.decision': 'Algorithm 1, after the last iteration',
  'agree.source.objective': 'problem P2',
  'agree.source.mixing': 'eq. (13)',

  'agree.ledger.title': 'Iteration {tau}, term by term',
  'agree.ledger.heard': 'heard from {id}',
  'agree.ledger.missing.failed': 'link down',
  'agree.ledger.missing.cut': 'link cut',
  'agree.ledger.missing.dropped': 'dropped',
  'agree.ledger.missing.beyond': 'keeps none',
  'agree.ledger.kept': 'of its own sum',
  'agree.ledger.pull': 'its own pull',
  'agree.ledger.sum': 'new sum',
  'agree.ledger.copy': 'new copy',
  'agree.ledger.move': '{anchor} − {step} × {dual}',
  'agree.ledger.move.clipped': '{anchor} − {step} × {dual} = {free}, kept inside',

  'agree.cell.copy': 'its copy',
  'agree.cell.own': 'before rounding',
  'agree.cell.copy.meaning':
    'What server {id} thinks at this moment that server {about} should rent: where it began, less the sum of all pulls that reached it, in steps that shrink.',
  'agree.cell.rounded': 'rounded',
  'agree.cell.rounded.meaning': 'The whole level that the copy stands for; half rounds up.',
  'agree.cell.rounded.own': 'What server {id} would rent if the run ended here; half rounds up.',
  'agree.cell.notKept': 'not kept',
  'agree.cell.notKept.meaning':
    'Server {about} lies beyond server {id}’s horizon of {horizon} hops: no copy and no sum about it are kept or sent here.',
  'agree.cell.owner': 'server {about} itself',
  'agree.cell.agrees': 'Both round to {level}: the copy agrees with its owner.',
  'agree.cell.differs': 'Server {about} itself rounds to {level}: the copy does not agree yet.',
  'agree.cell.dual': 'running sum z (τ = {tau})',
  'agree.cell.dual.meaning':
    'All pulls on this decision that have reached server {id}, its own and others’, mixed at every hop. A positive sum presses the copy down, a negative one lifts it.',
  'agree.cell.gradient': 'own pull g (τ = {tau})',
  'agree.cell.gradient.meaning':
    'How much server {id}’s own network would lose for each unit more at server {about}; a negative number is a gain.',
  'agree.cell.gradient.outside':
    'Server {about} is no neighbour of server {id}: its own network does not depend on it, so it never pulls here by itself.',

  'agree.math.anchors': 'anchors',
  'agree.math.readOut': 'read-out',

  'agree.input.anchor': 'where it began',
  'agree.input.gamma': 'regularisation: larger is slower',
  'agree.input.tau': 'iteration',
  'agree.input.dual': 'running sum',
  'agree.input.sent': 'iterations sent',
  'agree.input.scale': 'gradient scale',
  'agree.input.ownPull': 'own pull',
  'agree.input.levels': 'levels of that server',
  'agree.input.copy': 'the copy',
  'agree.input.owner': 'the owner’s own',
  'agree.input.own': 'its own entry',
  'agree.input.before': 'the copy before',
  'agree.input.heard': 'weight × sum of server {id}',
  'agree.input.pull': 'on server {id}',
  'agree.input.count': 'servers',
  'agree.input.numbers': 'sums that both ends keep',
  'agree.input.links': 'links',
  'agree.input.maximumDegree': 'most links of one server',
  'agree.input.degree': 'links of server {id}',
  'agree.input.sigma': 'second singular value',

  'agree.server.vectors':
    'Server {id}: its copy, its running sums and its own pulls, a cell a server',
  'agree.server.vectors.copy': 'copy a′',
  'agree.server.vectors.dual': 'sum z',
  'agree.server.vectors.gradient': 'pull g',
  'agree.server.vectors.table': 'In numbers',
  'agree.server.vectors.about': 'about',
  'agree.server.vectors.notKept': 'not kept',
  'agree.surface.title': 'Q of server {id}, as its copy sees the others',
  'agree.surface.label':
    'Q of server {id} over its own decision and server {other}’s, with the way of its copy: from {startOwn}, {startOther} to {own}, {otherNow} after {updates} updates, where Q is {value}',
  'agree.surface.label.alone':
    'Q of server {id} over its own decision, with the way of its copy: from {startOwn} to {own} after {updates} updates, where Q is {value}',
  'agree.surface.own': 'server {id} rents',
  'agree.surface.other': 'server {id} rents',
  'agree.surface.neighbour': 'against server',
  'agree.surface.about':
    'The stronger the grey, the better for this server alone; ■ is its best. The line is the way of its copy, from ○ to ●, after {updates} updates: Q = {value}. The others stand where the copy has them now.',
  'agree.surface.waiting': 'Drawing the surface…',
  'agree.server.decision': 'it would rent',
  'agree.server.decision.meaning': 'Server {id}’s own entry of its own copy, rounded.',
  'agree.server.agreeing': 'copies that agree',
  'agree.server.agreeing.value': '{agreeing} of {others}',
  'agree.server.agreeing.meaning':
    'How many of server {id}’s copies of the others’ decisions round to what the owner itself would rent.',
  'agree.server.pull': 'hardest pull, on {about}',
  'agree.server.pull.meaning':
    'What server {id}’s own network asks for in this iteration: how much it would lose for each unit more there. Negative asks for more, positive for less.',
  'agree.server.hears': 'hears servers',
  'agree.server.hears.meaning': 'Server {id} gets messages from these, and from nobody else.',
  'agree.server.alone': 'alone it would rent',
  'agree.server.alone.meaning':
    'What server {id} would do without agreeing: its part of the joint decision that is best for itself.',

  'agree.column.owner.meaning': 'Server {id}’s own entry; it rounds to {level}.',
  'agree.column.agreeing': 'others that agree',
  'agree.column.agreeing.meaning':
    'Servers whose copy rounds to what server {id} itself would rent.',
  'agree.column.range': 'lowest to highest copy',
  'agree.column.range.value': '{low} – {high}',
  'agree.column.range.meaning': 'How far the copies of server {id}’s decision lie apart.',
  'agree.column.exact': 'exact optimum',
  'agree.column.exact.meaning':
    'What server {id} rents in the joint decision that is best for all networks together.',

  'agree.link.weight': 'weight W',
  'agree.link.weight.meaning':
    'How much servers {one} and {other} count each other’s sum in a mix. Each row of W adds up to 1.',
  'agree.link.now': 'this iteration',
  'agree.link.now.carried': 'carried',
  'agree.link.now.failed': 'down',
  'agree.link.now.meaning':
    'Whether the link works in iteration {tau}. Where it is down, both ends keep its weight for themselves.',
  'agree.link.message': 'one message',
  'agree.link.message.meaning': '{count} running sums, 8 bytes each.',
  'agree.link.sent': 'sent so far',
  'agree.link.sent.meaning':
    'One each way in every finished iteration: {bytes} by now, lost ones included.',
  'agree.link.lost': 'lost so far',
  'agree.link.lost.meaning':
    'The link was down in {failures} of {updates} finished iterations, both ways at once.',
  'agree.link.now.cut': 'cut by hand',
  'agree.link.now.dropped': 'dropped by hand',
  'agree.link.why':
    'A drop takes both messages of a link. If one end alone lost its message, W(τ) would no longer be doubly stochastic and the mean of all sums would drift; so each end keeps that weight for itself.',
  'agree.link.deeds': 'What can be done to this link by hand',
  'agree.link.vectors': 'What passes in iteration {tau}: sums z',
  'agree.link.about': 'about server',
  'agree.link.sender': 'from {id}',

  'agree.iteration.objective': 'objective, rounded',
  'agree.iteration.objective.meaning':
    'What all networks expect together if the servers decided now. Alone they come to {greedy}; the best of all joint decisions to {exact}.',
  'agree.iteration.objective.alone':
    'What all networks expect together if the servers decided now. Alone they come to {greedy}.',
  'agree.iteration.relaxed': 'objective, unrounded',
  'agree.iteration.relaxed.meaning':
    'The same between whole levels, where nobody can rent. It can lie above the best whole decision, so it proves nothing.',
  'agree.iteration.share': 'copies that agree',
  'agree.iteration.copies': 'distance of copies',
  'agree.iteration.copies.meaning': 'Mean distance of a server’s copy to the mean of all copies.',
  'agree.iteration.duals': 'distance of sums',
  'agree.iteration.duals.meaning': 'Mean distance of a server’s running sums to the mean of all.',

  'agree.mixing.label':
    'The mixing matrix, {count} by {count}; every row adds up to 1, as written beside it',
  'agree.mixing.sigma': 'second singular value',
  'agree.mixing.sigma.meaning':
    'How much of a disagreement survives one mix: 0 mixes at once, 1 never does (a network in pieces).',
  'agree.mixing.gap': 'spectral gap',
  'agree.mixing.gap.meaning': 'The larger, the faster what one server says reaches all.',
  'agree.mixing.decay': 'left after ten mixes',
  'agree.mixing.decay.meaning':
    'At most this much of a disagreement, if nobody pulled. The pulls go on, so the copies need longer.',
  'agree.mixing.sums': 'sum of every row',
  'agree.mixing.sums.meaning':
    'Rows and columns add up to 1, so mixing shifts what was said around and loses nothing of it.',

  'agree.bytes.total.meaning': 'Over all links and both ways, 8 bytes a number.',
  'agree.bytes.iteration': 'one iteration',
  'agree.bytes.iteration.meaning':
    '{messages} messages of {count} numbers: every server sends all its sums over each of its links.',
  'agree.bytes.iteration.horizon':
    '{messages} messages, each of the sums that both ends keep: those at most {horizon} hops away.',
  'agree.bytes.anchors': 'to begin',
  'agree.bytes.anchors.meaning':
    'Where all copies start alike, every server first tells its own greedy level to those around it.',
  'agree.bytes.readOut': 'to decide',
  'agree.bytes.readOut.meaning':
    'What the read-out sends after the last iteration: nothing but for a sweep.',
  'agree.bytes.whole': 'after {iterations} iterations',
  'agree.bytes.whole.meaning': 'The whole run, for one decision of all servers.',
} as const;
