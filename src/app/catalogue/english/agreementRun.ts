/** What is told about a run of N2O that did not come about. */
export const agreementRun = {
  'session.agreementMissing':
    'The worker that runs N2O could not be loaded, so nothing can be agreed here. City and Learn go on. Take another slot to try again.',
  'session.agreementFailed': 'This run of N2O failed: {reason}',
  'agree.search.none':
    'In {slots} slots, agreeing never earned more than every server for itself. Let the networks learn for longer (they have seen {trained} slots), then try again.',
} as const;
