/** Two policies side by side in stage City, and N2O's read-out there. */
export const versus = {
  'versus.with': 'Compare with',
  'versus.nobody': 'nobody',
  'versus.readOut': 'N2O reads its decision from',
  'versus.readOut.rival': 'and reads its decision from',
  'versus.readOut.last': 'the last copies',
  'versus.readOut.average': 'the running average',
  'versus.readOut.sweep': 'the last copies, then a sweep',
  'versus.readOut.best': 'the best iteration',
  'versus.title': 'Side by side',
  'versus.about':
    'Both cities live through the same users, tasks, prices and radio. Only who decides differs.',
  'versus.learning':
    'While training goes on, both use the newest networks, so the difference moves with them.',
  'versus.waits': 'Both begin with the next slot, from the same state.',
  'versus.slot': 'this slot',
  'versus.mean': 'mean a slot',
  'versus.units': 'units',
  'versus.early.one': '{ahead} is ahead by {difference} over 1 slot.',
  'versus.early': '{ahead} is ahead by {difference} a slot over {slots} slots.',
  'versus.even': 'Both earn the same, over {slots} slots.',
  'versus.interval.waits':
    'The interval needs two whole days ({days} so far): slots in a row are too alike.',
  'versus.verdict':
    '{ahead} earns {difference} ± {half} more a slot (95 % interval over {days} whole days).',
  'versus.verdict.open':
    'Neither is shown to be better: {difference} ± {half} a slot (95 % interval over {days} whole days).',
  'versus.chart': 'Difference slot by slot. Up: {own} earns more. Down: {rival}.',
  'versus.days': 'Difference day by day, the mean so far, and its 95 % interval',
  'versus.day': 'day {day}',
  'versus.map': 'The same city run by “{rival}”: {decisions}',
  'versus.map.server': 'server {server} rents {units}',
  'versus.differs': 'dashed: rents otherwise',
} as const;
