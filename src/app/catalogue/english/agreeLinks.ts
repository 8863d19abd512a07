/** Sentences of the panel Links of stage Agree. */
export const agreeLinks = {
  'links.topology': 'Who exchanges messages',
  'links.topology.neighbours': 'Neighbours',
  'links.topology.neighbours.title':
    'Those whose decisions a Q-network looks at, or the links that a file lists',
  'links.topology.grid': 'Grid',
  'links.topology.grid.title': 'Along rows and columns, up to k cells (Corollary 1)',
  'links.topology.eightConnected': 'Eight around',
  'links.topology.eightConnected.title': 'Rows, columns and diagonals of the grid',
  'links.topology.complete': 'Everyone',
  'links.topology.complete.title': 'Every server hears every other: it mixes in one iteration',
  'links.topology.ring': 'Ring',
  'links.topology.ring.title': 'In the order of the servers, the last beside the first',
  'links.topology.geometric': 'In reach',
  'links.topology.geometric.title': 'Servers that stand within reach of each other',
  'links.gridReach': 'Reach k, cells',
  'links.reach': 'Reach',
  'links.metres': '{metres} m',
  'links.places.servers': 'Linked where two discs touch. Drag a server to move its radio.',
  'links.places.moved': 'Linked where two discs touch. Radios stand where you put them.',
  'links.places.random': 'Linked where two discs touch. Radios stand anywhere.',
  'links.places.back': 'Back to the servers',
  'links.places.draw': 'Scatter them',
  'links.places.redraw': 'Scatter again',

  'links.graph': 'Message graph',
  'links.weights': 'Mixing matrix W',
  'links.weights.reads': 'rows hear columns',
  'links.graph.label':
    'Message graph: {count} servers, {links} links. Arrow keys go from server to server, Enter takes one up to move it.',
  'links.server':
    'Server {id}, at {x}, {y} m: hears {others}, keeps {kept} % of its own. Enter to move it.',
  'links.server.alone': 'Server {id}, at {x}, {y} m: hears nobody. Enter to move it.',
  'links.taken':
    'Server {id} is taken up: arrow keys move it, with Shift by 1 m; Enter puts it down, Escape puts it back.',
  'links.at': 'Server {id}: {x}, {y} m',
  'links.put': 'Server {id} stands here now.',
  'links.putBack': 'Server {id} is back where it stood.',
  'links.weights.label':
    'Heat map of the mixing matrix W, {count} by {count}: rows weigh what columns send.',

  'links.says.whole':
    '{links} links, {degrees} a server: {messages} messages in an iteration. Drag a server.',
  'links.says.server': 'Server {id} hears {others} and keeps {kept} of its own sum.',
  'links.says.alone': 'Server {id} hears nobody: it keeps its own sum.',
  'links.says.pair': 'Servers {one} and {other} weigh what they hear from each other by {weight}.',
  'links.says.down': 'The link {one}–{other} is cut now: both keep its weight for themselves.',
  'links.says.noLink': 'No link between servers {one} and {other}: weight 0.',

  'links.mixing': 'W by',
  'links.mixing.equation13': 'Eq. (13)',
  'links.mixing.equation13.title': 'W = I − (D − A) / (δmax + 1): every link the same weight',
  'links.mixing.lazy': 'Lazy',
  'links.mixing.lazy.title': '(I + W) / 2: every server keeps at least half of its own sum',
  'links.mixing.metropolis': 'Metropolis',
  'links.mixing.metropolis.title': '1 / (1 + larger degree of the two ends)',

  'links.sigma': 'σ₂, what one iteration leaves',
  'links.sigma.formula': '‖z − z̄‖ → at most σ₂ ‖z − z̄‖',
  'links.sigma.explained':
    'Second largest singular value of W. Mixing alone shrinks the disagreement of the duals by at least this factor an iteration (Theorem 2). What the servers pull in between comes on top.',
  'links.sigma.says':
    'mixing alone: a tenth of a disagreement is left after {iterations} iterations at most',
  'links.sigma.one':
    'mixing alone: a tenth of a disagreement, or less, is left after one iteration',
  'links.sigma.atOnce': 'one iteration takes the exact mean: mixing alone ends every disagreement',
  'links.sigma.never': 'mixing alone never ends a disagreement',
  'links.sigma.torn': 'in pieces: what the pieces disagree about stays for ever',
  'links.gap': '1 − σ₂, the spectral gap',
  'links.gap.formula': 'T ∝ 1 / (1 − σ₂)',
  'links.gap.explained':
    'The bound of Theorem 2 has it below the line: half the gap, twice the network term. It closes as a grid grows and opens with more links (Corollary 1).',
  'links.gap.says': 'at least {share} of the worst disagreement goes in an iteration',
  'links.gap.torn': 'in pieces: no iteration is sure to end anything between them',
  'links.lambda': 'λ₂ of E[W′W]',
  'links.lambda.formula': 'E‖z − z̄‖² → at most λ₂ ‖z − z̄‖²',
  'links.lambda.explained':
    'Second largest eigenvalue, in closed form over links that fail independently of each other: what one iteration leaves, in the mean, of the squared disagreement (Theorem 3).',
  'links.lambda.square': 'no link fails by chance: the same as σ₂ squared',
  'links.lambda.says':
    'links down {failing} of the time: a tenth after about {iterations} iterations, in the mean',
  'links.lambda.bursty':
    'links down {failing} of the time, as if each iteration were anew; bursts break Theorem 3',
  'links.lambda.never': 'links carry too little: a disagreement stays, in the mean',
  'links.lambda.torn': 'in pieces: 1, whatever else fails',

  'links.pieces.refused':
    'This message graph is in {count} pieces, {pieces}. What one piece knows never reaches another, so N2O is not run on it.',
  'links.pieces.more': '{named} and {rest} more',
  'links.pieces.kept': 'The run beside it is still the one before.',
  'links.pieces.allow': 'Run it piece by piece',
  'links.pieces.back': 'Back to the links of the run',
  'links.pieces.neighbours': 'Back to the neighbours',
  'links.pieces.allowed':
    'In {count} pieces, {pieces}: each agrees by itself, and knows nothing of the others.',
  'links.pieces.refuse': 'Refuse graphs in pieces again',
  'links.pieces.cut': 'What is cut by hand now leaves pieces: {pieces}.',

  'links.loss': 'Links that fail by chance',
  'links.loss.model': 'They fail',
  'links.loss.independent': 'one by one',
  'links.loss.independent.title': 'In every iteration anew, as Theorem 3 assumes',
  'links.loss.bursty': 'in bursts',
  'links.loss.bursty.title': 'A link that failed tends to go on failing (Gilbert-Elliott)',
  'links.loss.share': 'Share of the time',
  'links.loss.burst': 'A burst lasts',
  'links.loss.iterations': '{iterations} it.',
  'links.life.label':
    'Which of {links} links work in which of {iterations} iterations: {share} % fail by chance.',
  'links.life': 'Rows: {links} links. Columns: {iterations} iterations. {share} % down by chance.',
  'links.life.whole': 'Rows: {links} links. Columns: {iterations} iterations. All of them work.',
  'links.life.works': 'works',
  'links.life.chance': 'fails',
  'links.life.hand': 'cut by hand',

  'links.cuts': 'Links cut by hand',
  'links.cuts.none':
    'None. Click a link on the map to cut it from the iteration shown on; click a message to drop it.',
  'links.cuts.toEnd': 'cut from iteration {from} to the end',
  'links.cuts.fromTo': 'cut from iteration {from} to {to}',
  'links.cuts.dropped': 'its messages of iteration {from} dropped',
  'links.cuts.noLink': '(no link now)',
  'links.cuts.why':
    'A link fails both ways: if one end alone lost its message, W would not be doubly stochastic and the mean of all duals would drift.',
  'links.mend': 'Mend',
  'links.mend.label': 'Mend the link between servers {one} and {other}',
  'links.mend.all': 'Mend all',
} as const;
