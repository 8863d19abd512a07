/** Stage Learn; loaded with it. */
export const learning = {
  'learn.question': 'What does each site learn by itself?',
  'learn.lead':
    'Every server trains its own small network on what it alone can see: its price, its users, its neighbours’ decisions. Nobody tells it what is good for the city.',

  'learn.phase.explore': 'explore',
  'learn.phase.settle': 'settle',
  'learn.phase.refine': 'refine',
  'learn.story.waiting': 'The trainer is starting.',
  'learn.story.explore':
    'Exploring: every decision is random on purpose, so the reward is low. What matters now is seeing everything.',
  'learn.story.settle':
    'Settling: {share} of the decisions are still random. The rest follow what each network believes to be best for itself.',
  'learn.story.refine':
    'Refining: {share} of the decisions stay random, the steps get smaller, the curve flattens.',
  'learn.story.done':
    'The plan is done. More planned episodes would train on; a restart repeats the same run.',

  'learn.figure.reward': 'recent reward a slot',
  'learn.figure.episode': 'of {planned} episodes',
  'learn.figure.slots': 'slots trained',

  'learn.track.reward': 'system reward a slot, mean of each episode',
  'learn.track.smooth': 'mean',
  'learn.track.seeds': 'n = {count}',
  'learn.track.exploration': 'share of random decisions',
  'learn.track.rate': 'learning rate',
  'learn.track.episodes': 'episode',
  'learn.track.label':
    'Learning curve over {planned} planned episodes. Arrow keys read one episode, Enter pins it.',
  'learn.readout':
    'Episode {episode}: reward {reward} a slot, mean {mean}; {share} of decisions random.',
  'learn.readout.seeds': '{count} seeds: {mean} ± {half}.',
  'learn.readout.hint':
    'Thin: each episode. Thick: mean of {window} episodes. Point at the curve to read one, click to pin it.',
  'learn.readout.pinned': 'Pinned; click it again to let go.',
  'learn.formula.reward.term': 'What is drawn, as a formula.',
  'learn.formula.reward':
    'The reward of all servers together, a slot, averaged over the S slots of episode e. A server’s reward is what its users’ saved seconds are worth, less what its units cost.',

  'learn.mark.prices': 'Prices {from} to {to}',
  'learn.mark.value': '{field} {value}',
  'learn.mark.factor': '{field} × {value}',
  'learn.mark.several': '{first} and {count} more',
  'learn.mark.servers': 'servers {who}',
  'learn.mark.engine': 'engine: {engine}',

  'learn.quick.title': 'Change the city while they learn',
  'learn.quick.undo': 'As it began',
  'learn.more': 'More about how they learn',
  'learn.settings.note': 'Training goes on with the new value from the next slot.',

  'learn.repeats.title': 'Repeat with other seeds',
  'learn.repeats.none': 'none',
  'learn.repeats.continued':
    'This run goes on from a checkpoint, so it has no beginning here that other seeds could share.',
  'learn.repeats.formula':
    'The same run with other random numbers, in the background. Dashed: the mean over n seeds, this run included; the area around it holds the true mean with 95 % confidence (Student’s t). It is drawn from three seeds on.',
  'learn.repeats.running': '{done} of {wanted} done, the next at episode {episode}. {left}',
  'learn.repeats.seconds': 'About {seconds} s left.',
  'learn.repeats.minutes': 'About {minutes} min left.',
  'learn.repeats.done': 'Mean and 95 % interval over n = {count} seeds ({from} to {to}).',
  'learn.repeats.outdated':
    'Something was changed since: the band ends there. Repeated again, the other seeds live through the same change.',
  'learn.repeats.failed': 'The repetition stopped before its end.',
  'learn.repeats.again': 'Repeat again',

  'learn.tiles.title': 'Every server by itself',
  'learn.tiles.reward': 'Reward',
  'learn.tiles.loss': 'Loss',
  'learn.tiles.policy': 'Policy',
  'learn.tiles.show': 'Show',
  'learn.tiles.reward.about':
    'Reward a slot of each server, running mean; every tile spans {low} to {high}, the dashed line is 0.',
  'learn.tiles.loss.about':
    'Loss of each network, running mean, logarithmic; every tile spans {low} to {high}.',
  'learn.tiles.squares': 'Squares: what it rents in the city now.',
  'learn.tiles.policy.about':
    'What every server would rent by itself: hour of the day to the right, price upwards. Sites that see different demand learn different policies.',
  'learn.tiles.label': 'Servers, placed as on the map: {count}',
  'learn.tiles.server': 'server {id}',
  'learn.twin.title': 'The servers in words',
  'learn.twin.server': 'Server {id}: reward {reward} a slot, loss {loss}.',

  'learn.server.title': 'What server {server} has learnt',
  'learn.server.hint': 'Choose another server above.',

  'learn.policy.title': 'What it would rent',
  'learn.policy.axis': 'price of a unit, over the hours of the day',
  'learn.policy.hour': '{hour} h',
  'learn.policy.label':
    'Units that server {server} would rent, by hour and price. Arrow keys read one cell.',
  'learn.policy.waiting': 'Comes with the first networks.',
  'learn.policy.readout':
    '{hour} h, price {price}: rents {level}. Q for {levels}: {values}; {margin} ahead.',
  'learn.policy.readout.now':
    'Now, {hour} h, price {price}: rents {level}. Q for {levels}: {values}; {margin} ahead.',
  'learn.policy.given': 'Everything else that it observes',
  'learn.policy.given.typical': 'Typical',
  'learn.policy.given.now': 'As now',
  'learn.policy.given.typical.about':
    'With its means of a day: {users} users, {spectrum} MHz, delay estimate {estimate} s. After {slots} training slots.',
  'learn.policy.given.now.about':
    'With what it sees now: {users} users, {spectrum} MHz, delay estimate {estimate} s. After {slots} training slots.',
  'learn.policy.level': 'rents {level}',
  'learn.policy.now': 'now',
  'learn.policy.formula.term': 'As a formula.',
  'learn.policy.formula':
    'The network values every joint decision of itself and its neighbours; the server takes its own part of the best one. Q is in units of reward.',

  'learn.surface.title': 'Its Q between the levels',
  'learn.surface.own': 'server {server} rents',
  'learn.surface.other': 'server {server} rents',
  'learn.surface.neighbour': 'with',
  'learn.surface.label':
    'Value that server {server} expects, over its own and a neighbour’s decision. Arrow keys read one point.',
  'learn.surface.readout.greedy':
    'Best here (square): own {own}, neighbour {other}: Q {value}; slope {ownSlope} and {otherSlope} reward a unit.',
  'learn.surface.readout.point':
    'Own {own}, neighbour {other}: Q {value}; N2O pulls along {ownSlope} and {otherSlope} reward a unit.',
  'learn.surface.readout.alone': 'Own {own}: Q {value}; slope {ownSlope} reward a unit.',
  'learn.surface.others': 'In this slot, with {list}.',
  'learn.surface.others.one': 'server {server} at {level}',
  'learn.surface.others.none': 'In this slot.',
  'learn.surface.formula.term': 'The slope as a formula.',
  'learn.surface.formula':
    'N2O treats decisions as if they could lie between two levels and moves them uphill on every Q. The shading grows with the value, lines join equal values, rings are whole levels.',

  'learn.math.within': 'within 0 and 1:',
  'learn.math.batch': 'batch',
  'learn.math.ownLevelOf': 'own level of',
  'learn.math.scope': 'scope',

  'learn.inspect.title': 'Its learner in numbers',
  'learn.inspect.target': 'Target of now',
  'learn.inspect.target.meaning':
    'What Q is pulled towards, in units of the network: the reward just earned and the best expected next. The network behind the minus sign is a copy that is renewed every {period} slots; the best shown here is the newest network’s at this hour and price.',
  'learn.inspect.newest': 'reward of the newest episode, a slot',
  'learn.inspect.scale': 'value scale',
  'learn.inspect.discount': 'discount',
  'learn.inspect.best': 'best Q at this hour and price',
  'learn.inspect.loss': 'Loss',
  'learn.inspect.loss.meaning':
    'How far Q is from its targets, on the minibatches of the newest episodes, in units of the network.',
  'learn.inspect.batch': 'batch size',
  'learn.inspect.reward': 'Reward',
  'learn.inspect.reward.meaning':
    'What this server earned while it trained, mean of recent episodes.',
  'learn.inspect.slots': 'slots an episode',
  'learn.inspect.exploration': 'Random decisions',
  'learn.inspect.exploration.meaning':
    'Share of the decisions that are drawn at random, so that the network sees what it would not choose.',
  'learn.inspect.rate': 'Learning rate',
  'learn.inspect.rate.meaning':
    'How far one step of Adam moves the weights. It falls over the plan.',
  'learn.inspect.replay': 'Memory',
  'learn.inspect.replay.meaning':
    'Slots that the learner remembers; every step draws its minibatch from them. The oldest are forgotten first.',
  'learn.inspect.inputs': 'Inputs',
  'learn.inspect.inputs.meaning':
    '{observed} observations, its own decision and those of {neighbours} neighbours.',
  'learn.inspect.parameters': 'Parameters',
  'learn.inspect.parameters.meaning': 'Weights and biases of layers {shape}.',
  'learn.inspect.episode': 'episodes done',
  'learn.inspect.planned': 'episodes planned',
  'learn.inspect.full': 'share of the plan that is all random',
  'learn.inspect.falling': 'share of the plan over which it falls',
  'learn.inspect.first': 'at the beginning',
  'learn.inspect.last': 'at the end',
  'learn.inspect.trained': 'slots trained',
  'learn.inspect.capacity': 'the most it holds',
  'learn.inspect.observed': 'numbers it observes',
  'learn.inspect.neighbours': 'neighbours',
  'learn.inspect.layer': 'units of layer {layer}',
  'learn.inspect.joint': 'Joint decisions',
  'learn.inspect.joint.meaning':
    'All combinations of what it and its neighbours can rent: each is tried to find the best.',
  'learn.unit.reward': 'reward a slot',
  'learn.unit.slots': 'of {most} slots',
  'learn.source.target': 'section III-B1',
  'learn.source.learner': 'section VI-B4',
  'learn.source.network': 'section VI-A2',
  'learn.source.joint': 'Table II',

  'learn.speed': 'Speed',
  'learn.speed.value': '{rate} slots/s',
  'learn.speed.maximum': 'full speed',

  'learn.formula.target.term': 'What a network learns, as a formula.',
  'learn.formula.target':
    'Each network is pulled towards its server’s own reward plus the discounted best that it expects of the next slot, over all decisions of itself and its neighbours. s is the value scale.',

  'learn.panel.label': 'What the panel shows',
  'learn.panel.opening': 'Opening {panel}…',
  'learn.track.vdn': 'VDN',
  'learn.track.centralized': 'centralised',
  'learn.track.control': 'unchanged',
} as const;
