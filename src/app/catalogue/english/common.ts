/** Frame of the page: header, stages, transport, settings, help, units, notices. */
export const common = {
  'app.skip': 'Skip to the controls',
  'app.starting': 'Starting the city…',

  'stage.city': 'City',
  'stage.learn': 'Learn',
  'stage.agree': 'Agree',
  'stage.distil': 'Distil',
  'stage.navigation': 'Stages',
  'stage.opening': 'Opening {stage}…',

  'meter.label': 'Engine',
  'meter.training': '{rate} training slots/s',
  'meter.city': '{rate} city slots/s',
  'meter.frames': '{rate} frames/s',
  'meter.starting': 'warming up',
  'meter.live': 'live',
  'meter.paused': 'paused',
  'meter.trained': 'trained',
  'meter.failed': 'stopped',
  'meter.frames.why': '95 % of frames come within {gap} ms.',

  'action.stage.city': 'Show City',
  'action.stage.learn': 'Show Learn',
  'action.stage.agree': 'Show Agree',
  'action.stage.distil': 'Show Distil',
  'action.restart': 'Restart',
  'action.restart.description': 'Start again from slot 0 with the same seed and settings',
  'action.theme': 'Next theme',
  'action.theme.description': 'Next theme: light, dark, projector',
  'action.help': 'Keyboard and help',
  'action.settings': 'Settings',
  'action.settings.search': 'Search the settings',
  'action.close': 'Close',

  'key.space': 'Space',
  'key.left': '←',
  'key.right': '→',
  'key.up': '↑',
  'key.down': '↓',
  'key.escape': 'Esc',
  'key.enter': 'Enter',

  'theme.next': 'Next theme: {theme}',
  'theme.system': 'As the system',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'theme.projector': 'Projector',

  'notice.region': 'Messages',
  'notice.dismiss': 'Dismiss this message',
  'error.page': 'The page met an error it did not expect',
  'error.reload': 'Reload the page',
  'error.stage': 'This stage could not be shown',
  'error.stage.rest':
    'The other stages go on, and so do the city and the training behind this message.',
  'error.session':
    'What runs the page did not arrive, so nothing moves. Reload the page to try again.',
  'error.part':
    'This part of the page could not be loaded. All else goes on; reload the page to try again.',
} as const;
