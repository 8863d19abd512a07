/** Stage Learn: all local Q-networks, trained live. */
export const learn = {
  'learn.question': 'What does each site learn by itself?',
  'learn.lead':
    'Every server trains its own small network on what it alone can see: its price, its users, its neighbours’ decisions. Nobody tells it what is good for the city.',

  'learn.phase.explore': 'explore',
  'learn.phase.settle': 'settle',
  'learn.phase.refine': 'refine',
  'learn.phase.done': 'done',
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
  'learn.figure.rate': 'slots/s, {engine}',

  'learn.track.reward': 'system reward a slot, mean of each episode',
  'learn.track.smooth': 'mean',
  'learn.track.exploration': 'share of random decisions',
  'learn.track.rate': 'learning rate',
  'learn.track.label':
    'Learning curve over {planned} planned episodes: system reward, share of random decisions, learning rate.',
  'learn.readout':
    'Episode {episode}: reward {reward} a slot, mean {mean}; {share} of decisions random.',
  'learn.readout.hint': 'Thick: mean of {window} episodes. Point at the curve to read one.',

  'learn.tiles.title': 'Every server by itself',
  'learn.tiles.reward': 'Reward',
  'learn.tiles.loss': 'Loss',
  'learn.tiles.show': 'Show',
  'learn.tiles.reward.about':
    'Reward a slot of each server, running mean; every tile spans {low} to {high}, the dashed line is 0.',
  'learn.tiles.loss.about':
    'Loss of each network, running mean, logarithmic; every tile spans {low} to {high}.',
  'learn.tiles.label': 'Curves of {count} servers, placed as on the map',
  'learn.tiles.server': 'server {id}',
  'learn.twin.title': 'The servers in words',
  'learn.twin.server': 'Server {id}: reward {reward} a slot, loss {loss}.',

  'learn.city': 'The city above acts on what was learnt in {slots} training slots.',
  'learn.speed': 'Speed',
  'learn.speed.value': '{rate} slots/s',
  'learn.speed.maximum': 'full speed',

  'learn.settings.title': 'Change how they learn',
  'learn.settings.note': 'Training goes on with the new value from the next slot.',

  'learn.formula.target.term': 'What a network learns, as a formula.',
  'learn.formula.target':
    'Each network is pulled towards its server’s own reward plus the discounted best that it expects of the next slot, over all decisions of itself and its neighbours. s is the value scale.',

  'action.learn.play': 'Train',
  'action.learn.pause': 'Pause',
  'action.learn.play.description': 'Train, or pause training',
  'action.learn.slot': '+1 slot',
  'action.learn.slot.description': 'Train exactly one slot',
  'action.learn.episode': '+1 episode',
  'action.learn.episode.description': 'Train exactly one episode',
} as const;
