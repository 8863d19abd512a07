/** N2O beside its rivals. */
export const agreeRivals = {
  'rivals.title': 'Who else could agree, and for how much?',
  'rivals.lead':
    'The same slot, the same networks, the same links and the same failures as the run beside this. Only the way of agreeing differs.',
  'rivals.measuring': 'Running every rival on this slot …',
  'rivals.failed': 'The rivals could not be run: {reason}',
  'rivals.gone': 'The slot of this run is gone. Agree on the present slot to compare again.',
  'rivals.again': 'Try again',
  'rivals.missing': 'not run: {reason}',

  'rivals.name.maDql': 'MA-DQL alone',
  'rivals.name.greedySweeps': 'greedy + sweeps',
  'rivals.name.maxPlus': 'max-plus',
  'rivals.name.maxPlusLean': 'lean max-plus',
  'rivals.name.dsa': 'DSA',
  'rivals.name.centralizedGradient': 'gradient, centre',
  'rivals.name.gradientTracking': 'gradient tracking',
  'rivals.name.n2o': 'N2O',
  'rivals.name.n2oSweep': 'N2O + sweep',
  'rivals.name.n2oBest': 'N2O, best kept',
  'rivals.name.n2oMultilinear': 'N2O, multilinear',
  'rivals.name.exactP2': 'exact P2',
  'rivals.name.you': 'you',

  'rivals.about.maDql':
    'Every server takes the level of its own best joint decision and says nothing to anybody. All others start from here.',
  'rivals.about.greedySweeps':
    'From the greedy decision, servers in order of id pick the level that is best for themselves and their neighbours, a few rounds long.',
  'rivals.about.maxPlus':
    'Servers tell each other over every link: my best value if you choose k. K numbers a message, nothing else.',
  'rivals.about.maxPlusLean':
    'Max-plus that says only how choices differ, in numbers of 2 bytes, damped: within a kilobyte a server, made for links that fail.',
  'rivals.about.dsa':
    'Distributed stochastic algorithm: in every round each server that could do better changes its decision, with a certain probability.',
  'rivals.about.centralizedGradient':
    'A centre collects every gradient, takes projected steps on the sum, and sends the decisions back.',
  'rivals.about.gradientTracking':
    'A modern decentralised method: besides its copy, every server mixes a running estimate of the mean gradient. Each message is twice as long as N2O’s.',
  'rivals.about.n2o':
    'Algorithm 1 of the paper, with the options that are set: the run beside this.',
  'rivals.about.n2oSweep': 'N2O, and then one sweep of one-hop messages.',
  'rivals.about.n2oBest':
    'N2O that keeps the best of its rounded iterates, and pays for the check.',
  'rivals.about.n2oMultilinear':
    'N2O that climbs the multilinear interpolation of the tables instead of the networks, 100 times as steep, and then one sweep.',
  'rivals.about.exactP2':
    'The best joint decision of all, found by elimination. A centre needs every table for it; its bytes are those tables on their way, and the decisions back.',
  'rivals.about.you': 'What you have set by hand under “Beat N2O”.',

  'rivals.sends.title': 'What each of them sends',
  'rivals.sends.maDql': 'Sends nothing.',
  'rivals.sends.greedySweeps':
    'Sends: every server its level to those whose Q holds it; they answer with K numbers, their Q at each of its levels.',
  'rivals.sends.maxPlus':
    'Sends in every iteration: K numbers to each server whose level its Q holds, and K numbers back.',
  'rivals.sends.maxPlusLean':
    'Sends in every iteration: K − 1 differences of 2 bytes to each server whose level its Q holds, and as many back.',
  'rivals.sends.dsa':
    'Sends in every round: every server its level to those whose Q holds it; they answer with K numbers.',
  'rivals.sends.centralizedGradient':
    'Sends in every iteration: gradients hop by hop to a centre, decisions back from it.',
  'rivals.sends.gradientTracking':
    'Sends in every iteration: its copy and its estimate of the mean gradient, 2N numbers, over each of its links.',
  'rivals.sends.n2o': 'Sends in every iteration: its dual z, N numbers, over each of its links.',
  'rivals.sends.n2oSweep': 'Sends what N2O sends, and then what one sweep sends.',
  'rivals.sends.n2oBest':
    'Sends what N2O sends, and the rounded decision’s Q up a tree in every iteration.',
  'rivals.sends.n2oMultilinear': 'Sends what N2O sends, and then what one sweep sends.',
  'rivals.sends.exactP2': 'Sends whole tables to a centre, and one level a server back.',

  'rivals.view': 'What the picture shows',
  'rivals.view.slot': 'this slot',
  'rivals.view.city': 'in the city',
  'rivals.picture.objective': 'sum of all Q at the rounded decision (reward)',
  'rivals.picture.reward': 'reward a slot in the city, with its standard error',
  'rivals.picture.bytes': 'bytes over all links (logarithmic)',
  'rivals.picture.bytesInCity': 'bytes a slot over all links (logarithmic)',
  'rivals.picture.bound': 'no decision above {value}',
  'rivals.picture.silent': 'no message',
  'rivals.picture.exact': 'exact {value}',
  'rivals.picture.label':
    '{measure} against {bytes}. {list}. The table below holds the same numbers.',
  'rivals.picture.item': '{rival}: {value} for {bytes}',

  'rivals.hint':
    'Point at a rival, or focus its name: its decision lies over the map. 0→1: it takes 0 where exact takes 1.',
  'rivals.table.label': 'Every rival in numbers',
  'rivals.table.rival': 'rival',
  'rivals.table.objective': 'objective',
  'rivals.table.objective.about':
    'The sum of all Q_n at the decision that comes out, in reward units: what all networks together expect of it.',
  'rivals.table.gap': 'short of exact',
  'rivals.table.gap.about':
    'How much objective is missing to the exact optimum of P2, in reward units, and in brackets as a share of the optimum. No share where more than all of it is missing or the optimum is not positive; n/a where the optimum is not known.',
  'rivals.table.iterations': 'rounds',
  'rivals.table.iterations.about':
    'Iterations of max-plus, DSA, the gradient methods and N2O; sweeps of greedy + sweeps.',
  'rivals.table.messages': 'messages',
  'rivals.table.messages.about':
    'One transmission over one link, one way. What is lost counts too.',
  'rivals.table.bytes': 'bytes',
  'rivals.table.bytes.about': '8 bytes a number, over all links, for the whole slot.',
  'rivals.table.time': 'time',
  'rivals.table.time.about':
    'On this machine, all servers computed one after the other, without any time on the links. It says how much there is to compute, not how long a city would wait.',
  'rivals.table.reward': 'city',
  'rivals.table.reward.about':
    'Mean system reward a slot when this rival runs the city over a held-out world, the same for all, with the standard error over days. Start it below.',
  'rivals.na': 'n/a',
  'rivals.atMost': '≤ {short}',
  'rivals.atMost.about':
    'The optimum takes too much here ({reason}). It is proven not to be above {bound}: no more than this is missing.',
  'rivals.na.exact': 'The optimum is not known here: {reason}',
  'rivals.na.reward': 'Not played in the city yet.',
  'rivals.na.you': 'A decision by hand takes no message, and cannot play the city.',
  'rivals.ms': '{time} ms',

  'rivals.decision.title': '{rival} decides',
  'rivals.decision.same': 'The exact decision, server for server.',
  'rivals.decision.differs': 'Other than exact at {count} of {all} servers (marked).',
  'rivals.decision.unknown': 'The exact decision is not known here.',
  'rivals.decision.label': 'Server {id}: {level}, exact {exact}',
  'rivals.decision.alone': 'Server {id}: {level}',

  'rivals.verdict.n2o': 'In this slot N2O reaches {share} of the exact optimum for {bytes}.',
  'rivals.verdict.n2oExact': 'In this slot N2O finds the exact optimum, for {bytes}.',
  'rivals.verdict.n2oAlone':
    'In this slot N2O reaches {objective} for {bytes}; the exact optimum is not known.',
  'rivals.verdict.n2oBound':
    'In this slot N2O reaches at least {share} of the exact optimum, which takes too much here, for {bytes}.',
  'rivals.verdict.n2oUnits':
    'In this slot N2O reaches {objective} for {bytes}; the exact optimum is {exact}.',
  'rivals.verdict.more': '{rival} reaches {share} for {bytes}: more, at {part} of the bytes.',
  'rivals.verdict.moreAlone':
    '{rival} reaches {objective} for {bytes}: more, at {part} of the bytes.',
  'rivals.verdict.same': '{rival} reaches the same for {bytes}, {part} of the bytes.',
  'rivals.verdict.silent': 'The servers alone, with no message at all, do as well.',
  'rivals.verdict.worse': 'That is less than the servers get alone, with no message at all.',
  'rivals.verdict.dear': 'Only with more bytes is there more: {rival} reaches {share} for {bytes}.',
  'rivals.verdict.dearAlone':
    'Only with more bytes is there more: {rival} reaches {objective} for {bytes}.',
  'rivals.verdict.best': 'No rival without a centre does better here.',
  'rivals.verdict.city':
    'Over {days} days in the city N2O earns {n2o} a slot; most of all without a centre earns {rival}, {best}.',
  'rivals.verdict.cityBest':
    'Over {days} days in the city N2O earns {n2o} a slot, and nothing without a centre earns more.',
  'rivals.verdict.cityNear': 'The difference is smaller than one standard error.',

  'rivals.set.title': 'How hard they try',
  'rivals.set.more': 'More',
  'rivals.set.maxPlusIterations': 'Iterations of max-plus',
  'rivals.set.sweeps': 'Sweeps after greedy',
  'rivals.set.dsaIterations': 'Iterations of DSA',
  'rivals.set.dsaProbability': 'DSA changes with probability',
  'rivals.set.gradientIterations': 'Iterations of both gradient methods',
  'rivals.set.gradientStep': 'Step of both gradient methods',

  'rivals.city.title': 'What each earns in the city',
  'rivals.city.lead':
    'Every rival runs a held-out city of its own with the networks of now: the same users, prices and failing links for all, {days} days of {slots} slots.',
  'rivals.city.start': 'Play the city',
  'rivals.city.restart': 'Play it again',
  'rivals.city.stop': 'Stop',
  'rivals.city.progress': 'Day {day} of {days}',
  'rivals.city.begin': 'The first day is under way …',
  'rivals.city.done': '{days} days played, networks after {trained} training slots.',
  'rivals.city.stopped': 'Stopped after {days} days.',
  'rivals.city.outdated':
    'Of other options, or of a run that has ended: play again for those of now.',
  'rivals.city.failed': 'The city could not be played: {reason}',
  'rivals.city.notCity':
    'These networks do not come from the city’s training, so there is no city that they could run.',
} as const;
