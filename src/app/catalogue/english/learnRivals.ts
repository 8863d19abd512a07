/** Stage Learn, panel Rivals. */
export const learnRivals = {
  'learnRivals.about':
    'Two other ways to learn the same city, each in a worker of its own, on the same seed, plan and changes as this run. Their curves join this one’s.',
  'learnRivals.vdn.about':
    'Value decomposition: every LSM decides alone and silently, but all are trained together on the reward of the whole city. It needs everybody’s reward while it trains.',
  'learnRivals.centralized.about':
    'One network sees every server and has one output for every joint decision: {outputs} here, {parameters} parameters.',
  'learnRivals.name.vdn': 'VDN',
  'learnRivals.name.centralized': 'centralised DQL',
  'learnRivals.on': 'Train {policy} beside this run',
  'learnRivals.status.idle': 'off',
  'learnRivals.status.starting': 'starting…',
  'learnRivals.status.running': 'episode {episode} of {planned} · {rate} slots/s · {engine}',
  'learnRivals.status.paused': 'paused at episode {episode} of {planned}',
  'learnRivals.status.done': 'done: {episode} episodes',
  'learnRivals.status.failed': 'cannot be: {reason}',
  'learnRivals.restarts':
    'Servers came or went: it had to begin again from nothing ({count} ×), because its inputs and outputs are one for every server. The LSMs went on.',
  'learnRivals.newest': 'earned lately',
  'learnRivals.mine': 'this run, each LSM for itself',
  'learnRivals.run': 'Let it run the city',
  'learnRivals.progress': 'Episodes of {policy}',

  'learnRivals.wall.title': 'The wall',
  'learnRivals.wall.about':
    'Centralised DQL needs an output for every joint decision. With {levels} levels a server that multiplies by {levels} with each server; a Q-network of an LSM only knows its own neighbourhood.',
  'learnRivals.wall.aboutMixed':
    'Centralised DQL needs an output for every joint decision: the product of all levels. A Q-network of an LSM only knows its own neighbourhood. The other rows take three levels a server.',
  'learnRivals.wall.grid': 'Servers',
  'learnRivals.wall.outputs': 'Joint decisions',
  'learnRivals.wall.parameters': 'Parameters',
  'learnRivals.wall.memory': 'To train it',
  'learnRivals.wall.local': 'All LSMs',
  'learnRivals.wall.fits': 'fits',
  'learnRivals.wall.not': 'does not fit',
  'learnRivals.wall.here': 'this city',
  'learnRivals.wall.limit':
    'Weights, target, two moments and gradient in single precision; beyond {limit} it is refused.',

  'learnRivals.table.title': 'Table II, from what runs here',
  'learnRivals.table.about':
    'What each way has to see, to choose from, to send for one decision and to keep while it trains. Behind each number stands what the paper prints for 9 servers with 3 levels.',
  'learnRivals.table.other':
    'The paper’s numbers are for 9 servers with 3 levels; here are {servers}. Make the city 3 × 3 to compare.',
  'learnRivals.table.measure': 'Per',
  'learnRivals.table.centralized': 'Centralised DQL',
  'learnRivals.table.local': 'N2O on MA-DQL',
  'learnRivals.table.paper': 'paper: {value}',
  'learnRivals.table.state': 'State, numbers',
  'learnRivals.table.actions': 'Actions',
  'learnRivals.table.range': '{least} to {most}',
  'learnRivals.table.bytes': 'Bytes a decision',
  'learnRivals.table.sent': 'in {messages} messages between neighbours',
  'learnRivals.table.global': 'over many hops, to one place and back',
  'learnRivals.table.memory': 'Network, counted',
  'learnRivals.table.replay': 'Replay memory, counted',
  'learnRivals.table.together': '{bytes} in all {count} LSMs',
  'learnRivals.table.measured': 'Training, measured now',
  'learnRivals.table.measured.on': 'in its worker, {engine}',
  'learnRivals.table.measured.off': 'switch it on above',
  'learnRivals.table.measured.all': 'all LSMs together, {engine}',
  'learnRivals.table.measured.replay': 'Replay memory, measured now',
  'learnRivals.table.measured.why':
    'Measured is what a worker has set aside: the centralised network keeps gradients only of the outputs that a minibatch touches, so it can be less than counted; the LSMs’ room for minibatches and joint decisions comes on top of theirs. Replay memories fill as training goes on.',
  'learnRivals.table.why':
    'Centralised bytes are 8 (5 N + N + N): all observations in, all decisions out, all rewards back. N2O’s are counted message by message, 8 bytes a number; the paper’s 450 comes out as T · N numbers of one byte, which is our guess ({guess} here). Its 106 MB are the five arrays of training at 8 bytes a number ({double} here); ours take 4. How its 4.2 MB come about we could not find out.',
} as const;
