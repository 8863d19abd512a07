/** The Policies panel of stage Learn: what any policy decides at every hour and price (Fig. 4). */
export const policyMaps = {
  'maps.title': 'What each policy rents, by hour and price',
  'maps.about':
    'Both policies run the same {days} days ({slots} slots) of a city that nobody has trained on, with the same users and prices. Every decision is counted where it was made: nothing is assumed about what else a server observed.',
  'maps.beside':
    'VDN and centralised DQL join the lists once they train beside the run: switch them on in Rivals.',
  'maps.left': 'Left',
  'maps.right': 'Right',
  'maps.stop': 'Stop',
  'maps.again': 'Play again with the newest networks',
  'maps.waiting': 'Waits for the first trained networks.',
  'maps.progress': 'day {day} of {days}',
  'maps.failed': 'Could not be played: {reason}',
  'maps.done': '{days} days, networks of training slot {trained}.',
  'maps.done.since':
    '{days} days, networks of training slot {trained}; {since} slots were trained since.',
  'maps.tiles': 'All servers',
  'maps.tiles.about':
    'Left and right as chosen above; hours go to the right, prices up. ≠ is the share of slots in which the two decide otherwise. Choose a server to see it large.',
  'maps.tile': 'Server {server}: the two decide otherwise in {share} of the slots',
  'maps.server': 'Server {server}',
  'maps.difference': 'Where they differ',
  'maps.map.label': 'Units that server {server} rents under {policy}, over hour and price',
  'maps.difference.label':
    'Where the two policies decide otherwise at server {server}, over hour and price',
  'maps.axes':
    'Across: hour of the day. Up: price of a unit. Colour is the mean level in the slots of a cell, the pattern its most frequent one; a dot marks a cell that never came up. Where they differ: the redder, the more often.',
  'maps.readout.none': 'Point at a cell, or go through them with the arrow keys.',
  'maps.readout':
    'Hour {hour}, price {from} to {to}, {slots} slots. {left}. {right}. They differ in {share} of these slots.',
  'maps.readout.empty': 'Hour {hour}, price {from} to {to}: never came up.',
  'maps.summary':
    '{left} and {right} decide otherwise in {here} of the slots at server {server}, and in {all} over all servers. Server {server} rents {less} units on average under {left}, {more} under {right}.',
  'maps.summary.same': 'The same policy on both sides: they differ in {here} of the slots.',
  'maps.summary.reward':
    'System reward a slot over these {days} days (± standard error over days): {left} {leftReward}, {right} {rightReward}.',
} as const;
