/** What is told about a run of N2O that did not come about. */
export const agreementRun = {
  'session.agreementMissing':
    'The worker that runs N2O could not be loaded, so nothing can be agreed here. City and Learn go on. Take another slot to try again.',
  'session.agreementFailed': 'This run of N2O failed: {reason}',
  'agree.source.opened':
    '{file} is open: this is a run on its networks. Your training goes on as it was.',
  'agree.source.failed': 'N2O cannot run on this, and what was there before stays. {reason}',
  'agree.search.none':
    'In {slots} slots, agreeing never earned more than every server for itself. Let the networks learn for longer (they have seen {trained} slots), then try again.',
} as const;
