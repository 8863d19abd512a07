/** Stage Distil: the policy of the agreeing LSMs in one small actor each. */
export const distil = {
  'distil.question': 'Can they act without talking?',
  'distil.lead':
    'Each server watches what the agreed policy decides and trains one small network of its own to do the same: after that it needs no messages at all.',

  'action.distil.run': 'Distil',
  'action.distil.stop': 'Stop',
  'action.distil.run.description':
    'Watch the teacher, train one actor a server, and compare both in a held-out city',
  'action.distil.play': 'Play the day',
  'action.distil.pause': 'Pause',
  'action.distil.play.description':
    'Play the held-out day on which teacher and student are compared',
  'action.distil.step': 'Next slot',
  'action.distil.step.description': 'The next slot of the day',
  'action.distil.back': 'Previous slot',
  'action.distil.back.description': 'The slot before',
  'action.distil.letRun': 'Let the actors run the city',
  'action.distil.letRun.description': 'The actors decide in the visible city from its next slot on',

  'distil.waiting': 'The teacher decides by trained networks: training has just begun.',
  'distil.map.label': 'Teacher and student at all {count} sites',
  'distil.map.server': 'Server {server}',
  'distil.map.site': 'Server {server}: both alike in {share} of the day',
  'distil.day.slot': 'Slot of the day',
  'distil.day.slot.text': '{time}, slot {slot} of {slots}',
  'distil.day.alone': '{time}: the teacher decides; there is no student yet.',
  'distil.day.coming': '{time}: the student is being asked what it would do on this day.',
  'distil.day.alike': '{time}: both decide alike at all {count} sites.',
  'distil.day.differ': '{time}: alike at {alike} of {count} sites. {sites}.',
  'distil.day.site': 'Server {server}: teacher {teacher}, student {student}',
  'distil.day.more': 'And {count} more.',
  'distil.legend.title': 'How the picture is read',
  'distil.legend':
    'At every site, left what the teacher rents in the slot shown, right what its student would rent at the same observation; a red frame and ≠ where they differ. The two lines below are the whole day by the clock, 0 to 24 h, teacher over student, with a red mark between them where they differ. The share in the corner is how often they agree on this day.',

  'distil.teaching': 'Who teaches, and how',
  'distil.teacher': 'Teacher',
  'distil.student': 'Student',
  'distil.teacher.n2o': 'N2O',
  'distil.teacher.n2oSweep': 'N2O and one sweep',
  'distil.teacher.greedySweeps': 'greedy and two sweeps',
  'distil.teacher.exactP2': 'exact P2',
  'distil.teacher.maxPlus': 'max-plus',
  'distil.teacher.refused': 'This teacher cannot run this city: {reason}',
  'distil.loss': 'Loss',
  'distil.loss.squaredError': 'squared error',
  'distil.loss.classification': 'classification',
  'distil.loss.squaredError.about':
    'As in the paper: one output, the level as a number, rounded; where the teacher is torn between 0 and 2, the student says 1.',
  'distil.loss.classification.about':
    'One output a level, cross-entropy: the student says which level is the most likely, never one in between.',
  'distil.observes': 'Observes',
  'distil.observes.own': 'itself alone',
  'distil.observes.neighbours': 'its neighbours too',
  'distil.observes.own.about': 'A student sees its own observation alone, and sends nothing.',
  'distil.observes.neighbours.about':
    'A student sees its neighbours’ observations too: one exchange a slot.',
  'distil.more': 'More settings',
  'distil.field.hidden': 'Hidden layers',
  'distil.field.activation': 'Activation',
  'distil.field.slots': 'Slots watched',
  'distil.field.steps': 'Steps of each actor',
  'distil.field.batchSize': 'Batch size',
  'distil.field.learningRate': 'Learning rate',
  'distil.field.seed': 'Seed of the distillation',
  'distil.field.tuningSlots':
    'Then fine-tuned on the true reward (not in the paper; can collapse on large grids)',
  'distil.field.evaluationSlots': 'Slots of the comparison',

  'distil.under': 'Progress of the distillation',
  'distil.noNetworks': 'There are no trained networks yet to teach by.',
  'distil.ready': 'The newest networks are ready to teach.',
  'distil.beginning': 'Beginning …',
  'distil.stopped': 'Stopped. Nothing was distilled.',
  'distil.otherCity':
    'The city has changed since these actors were distilled: what was measured is of the city before.',
  'distil.gone': 'The actors belonged to other servers than the city’s of now, and are put away.',
  'distil.fromFile': 'Actors of {file}: shown beside the teacher that is chosen, not measured.',
  'distil.done': 'From the networks of training slot {trained}.',
  'distil.done.since':
    'From the networks of training slot {trained}; {since} slots were trained since.',
  'distil.failed': 'Could not be distilled: {reason}',
  'distil.phase.collecting': 'watch',
  'distil.phase.training': 'train',
  'distil.phase.tuning': 'fine-tune',
  'distil.phase.evaluating': 'compare',
  'distil.phase.collecting.now': 'The teacher runs a city and is watched: slot {done} of {of}.',
  'distil.phase.training.now': 'Every site trains its actor: step {done} of {of}.',
  'distil.phase.tuning.now':
    'The actors run a city themselves and climb its true reward: slot {done} of {of}.',
  'distil.phase.evaluating.now': 'Both run the held-out city: slot {done} of {of}.',
  'distil.loss.past': 'How the loss fell',
  'distil.loss.curve': 'Mean loss of all actors, by steps',

  'distil.outcome': 'What came of it',
  'distil.agreement': 'Agreement',
  'distil.agreement.about':
    'Share of all decisions, over sites and held-out slots, in which the student decides as the teacher does at the same observation.',
  'distil.agreement.note': 'over {slots} held-out slots',
  'distil.kept': 'Reward kept',
  'distil.kept.about':
    'What the student earns when it runs the held-out city by itself, as a share of what the teacher earns on the same days. The interval is 95 % over days.',
  'distil.kept.interval': '± {half} % (95 %, over days)',
  'distil.kept.few': 'too few days for an interval',
  'distil.kept.nothing': 'the teacher earns nothing',
  'distil.bytes': 'Sent a slot',
  'distil.time': 'Time of a decision',
  'distil.instead': 'instead of {teacher}',
  'distil.cost.about':
    'Bytes over all links, eight a number. The time is one site’s share of a decision, measured on this machine with all sites computed one after the other and no network between them: real messages would add their delay to the teacher’s alone.',

  'distil.claim': 'The paper’s claim: the student beats N2O',
  'distil.claim.paper':
    'Figure 11 of the paper has the distilled actors above N2O itself, which taught them. Here both run the same held-out days.',
  'distil.claim.above': 'It comes out here.',
  'distil.claim.below': 'It does not come out here.',
  'distil.claim.open': 'It stays open here.',
  'distil.claim.few': 'Too few days to tell.',
  'distil.claim.above.why':
    'The student earns {amount} ± {half} more a slot than N2O (95 %, {days} days).',
  'distil.claim.below.why':
    'The student earns {amount} ± {half} less a slot than N2O (95 %, {days} days).',
  'distil.claim.open.why':
    'The difference to N2O is {amount} ± {half} a slot (95 %, {days} days): its interval holds 0.',
  'distil.claim.few.why': 'An interval needs at least two whole days.',
  'distil.claim.asInPaper':
    'Distilled as in the paper: N2O teaches, squared error, own observation.',
  'distil.claim.otherwise':
    'Not as in the paper (N2O teaches, squared error, own observation): what is tested is another recipe.',
  'distil.claim.one':
    'One training and one distillation: the interval holds for the days of this city, not for other seeds.',
  'distil.claim.soFar': 'So far; the days go on.',
  'distil.claim.try': 'Try a better teacher and classification',

  'distil.rewards': 'System reward a slot',
  'distil.rewards.teacher': 'teacher, {teacher}',
  'distil.rewards.student': 'student',
  'distil.rewards.maDql': 'MA-DQL, each for itself',
  'distil.rewards.n2o': 'N2O',
  'distil.rewards.exactP2': 'exact P2',
  'distil.rewards.about':
    'Means over {days} whole days of the held-out city with 95 % intervals. All meet the same users and prices: differences are surer than these intervals.',

  'distil.errors': 'Where the student of server {server} is wrong',
  'distil.errors.chosen': 'It decides as its teacher in {share} of the held-out slots.',
  'distil.errors.worst':
    'The site that agrees least: {share} of the held-out slots. Choose a site on the map for another one.',
  'distil.wrong': 'Wrong, by hour (across) and price (up)',
  'distil.wrong.label':
    'Share of slots in which the student of server {server} is wrong, by hour and price',
  'distil.wrong.hint':
    'The redder, the more of its slots are wrong. Point at a cell, or use the arrow keys.',
  'distil.wrong.read': 'Hour {hour}, price {from} to {to}: wrong in {wrong} of {seen} slots.',
  'distil.wrong.never': 'Hour {hour}, price {from} to {to}: never came up.',
  'distil.confusion': 'Share of slots, teacher by student',
  'distil.confusion.teacher': 'teacher {level}',
  'distil.confusion.student': 'student {level}',

  'distil.actors': 'The actors',
  'distil.actors.about':
    'They are small networks, one a site: they can run the visible city, and travel as a file.',
  'distil.actors.run': 'The actors run the visible city now.',
  'distil.actors.none': 'There are no actors yet: distil first, or open a file of actors.',
  'distil.save': 'Save the actors',
  'distil.open': 'Open actors …',
  'distil.saved': '{file} is saved.',
  'distil.notOpened': '{file} could not be opened: {reason}',
} as const;
