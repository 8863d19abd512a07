/** The help sheet: what each stage shows, the keys, what colours and shapes mean, about. */
export const help = {
  'help.title': 'Help',

  'help.stages': 'What you see',
  'help.stage.city':
    'Users walk and send tasks; each takes the colour of the server that serves it. Every server rents capacity for a slot of time and pays a price for it. Tasks that no rented server can take go to the cloud, which is far away and slow.',
  'help.stage.learn':
    'Each server has a local service manager (LSM) with a small neural network. It learns what a decision is worth from its own price, its own users and what its neighbours rent. Nobody sees the whole city.',
  'help.stage.agree':
    'Every LSM keeps its own copy of everyone’s decision. It pulls that copy towards its own gain, sends running sums to its neighbours, mixes what it hears, and moves. The copies scatter and come back together.',

  'help.stage.distil':
    'A small actor for each server learns to decide as the agreed policy does, and needs no message to do it.',
  'help.keys': 'Keys',
  'help.everywhere': 'Everywhere',
  'help.in': 'In {stage}',
  'help.map':
    'On the map: arrow keys go from server to server, Enter opens its numbers, Escape lets go. A dotted line under a word: point at it, tap it or go there with Tab to see its formula.',

  'help.meanings': 'What colours and shapes mean',
  'help.meaning.rented': 'Rented: filled parts of the ring, or a filled cell',
  'help.meaning.none': 'Nothing rented: an empty part or cell',
  'help.meaning.demand': 'Demand and load: a thin arc around the server, a solid line',
  'help.meaning.delay': 'Delay: a number of seconds under the server',
  'help.meaning.price': 'Price: what one unit costs in a slot',
  'help.meaning.agreement': 'Agreement: a frame that closes as the copies become alike',
  'help.meaning.served':
    'A user has the colour and the shape of the server that serves it, and is larger with more tasks',
  'help.meaning.cloud': 'Served by the cloud: a ring',
  'help.meaning.own': 'A server’s own decision: an outlined cell',
  'help.meaning.differs': 'A copy that differs from its owner: a folded corner',

  'help.themes': 'Theme',
  'help.themes.about': 'Projector is for a lit hall: larger type and stronger contrast.',

  'help.about': 'About',
  'help.about.live':
    'Every number is computed here, in your browser, from the seed in the panel. Nothing is recorded or sent.',
  'help.about.method': 'The method is that of',
  'help.about.paper':
    'L. Chen and J. Xu, Seek Common While Shelving Differences: Orchestrating Deep Neural Networks for Edge Service Provisioning, IEEE JSAC, 2020',
  'help.about.licence':
    'Free software under the MIT licence. Typefaces: IBM Plex, SIL Open Font License.',
} as const;
