/** Sentences of the running session: what a visitor is told when a worker fails. */
export const session = {
  'session.worldRecovered': 'The city stopped unexpectedly and goes on from slot {slot}.',
  'session.worldFailed': 'The city cannot run: {reason} Play or restart tries again.',
  'session.learnerRecovered':
    'Training stopped unexpectedly and goes on from training slot {slot}.',
  'session.learnerFailed': 'Training cannot run: {reason} Play or restart tries again.',
  'session.agreementFailed': 'This run of N2O failed: {reason}',
} as const;
