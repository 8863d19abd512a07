/** Sentences of the running session: new runs that wait for a word, workers that fail. */
export const session = {
  'session.worldRecovered':
    'The city’s worker ended unexpectedly. Training was not touched, and the city goes on from slot {slot}.',
  'session.worldFailed':
    'The city stands still: {reason} Training goes on. Play tries again from the last checkpoint, restart from slot 0.',
  'session.learnerRecovered':
    'The learner’s worker ended unexpectedly. The city was not touched, and training goes on from training slot {slot}.',
  'session.learnerFailed':
    'Training stopped: {reason} The city goes on. Play tries again from the last checkpoint, training slot {slot}; restart begins anew.',
  'session.cityStill': 'The city stands still.',
  'session.worldMissing':
    'The city’s worker could not be loaded, so the map stands still. Training goes on, see Learn. Play in City tries again.',
  'session.learnerMissing':
    'The learner’s worker could not be loaded, so nothing is trained. The city goes on with the networks it has. Play in Learn tries again.',
  'draft.fitted.sites':
    'Servers that would stand outside the new ground have been moved to its border.',
  'draft.fitted.sitesToGrid':
    'The places of the servers do not fit the new ground: they stand on its grid.',
  'support.title': 'N2O Playground could not start',
  'support.browsers':
    'Chrome or Edge 110, Firefox 115, Safari 16.4 or a newer one of them will do.',
  'support.lacks': 'This browser lacks what the page is built on: {features}.',
  'link.unread':
    'The link could not be read, because a part of the page did not arrive. The page opens as usual.',
  'link.problem': 'A part of the link could not be used; all else in it applies. {reasons}',
  'link.problems': '{count} parts of the link could not be used; all else in it applies. {reasons}',
  'link.copied': 'The link is copied. It opens this run with these settings.',
  'link.copied.untrained':
    'The link is copied. It opens this city and its settings, untrained: send {file} along.',
  'link.refused': 'The browser does not allow copying. Here is the link:',
  'link.field': 'Link',
  'action.copyLink': 'Copy link',
  'action.copyLink.description': 'Copy a link that opens this run with these settings',
  'session.scheduleRefused':
    'The change planned for episode {episode} was not made, since it does not go with what was changed meanwhile: {reason}',
} as const;
