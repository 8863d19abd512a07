/** Actions of stage Learn, for the stage and the help sheet. */
export const learn = {
  'action.learn.play': 'Train',
  'action.learn.pause': 'Pause',
  'action.learn.play.description': 'Train, or pause training',
  'action.learn.slot': '+1 slot',
  'action.learn.slot.description': 'Train exactly one slot',
  'action.learn.episode': '+1 episode',
  'action.learn.episode.description': 'Train exactly one episode',
} as const;
