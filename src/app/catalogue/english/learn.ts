/** Actions of stage Learn, for the stage and the help sheet. */
export const learn = {
  'action.learn.play': 'Train',
  'action.learn.pause': 'Pause',
  'action.learn.play.description': 'Train, or pause training',
  'action.learn.slot': '+1 slot',
  'action.learn.slot.description': 'Train exactly one slot',
  'action.learn.episode': '+1 episode',
  'action.learn.episode.description': 'Train exactly one episode',
  'action.learn.panel.watch': 'Watch',
  'action.learn.panel.watch.description': 'What every server has learnt, and how',
  'action.learn.panel.rivals': 'Rivals',
  'action.learn.panel.rivals.description':
    'Centralised DQL and VDN beside this run, the wall, and Table II',
  'action.learn.panel.change': 'Change',
  'action.learn.panel.change.description': 'Change the city in mid-training and see it adapt',
  'action.learn.panel.policies': 'Policies',
  'action.learn.panel.policies.description':
    'What any two policies decide at every hour and price (Fig. 4)',
} as const;
