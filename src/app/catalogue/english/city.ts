/** Stage City. */
export const city = {
  'city.question': 'Where does the demand come from?',
  'city.lead':
    'Users walk through the city and send tasks to rented servers that answer fast. Rent too little, and tasks go to the far cloud; rent too much, and the rent eats the gain.',

  'zone.residential': 'Residential',
  'zone.school': 'School',
  'zone.commercial': 'Commercial',
  'zone.public': 'Public',

  'city.map': 'Map of the city: its servers',
  'city.server': 'Server {server}',
  'city.server.in': 'Server {server}, {zone}',
  'city.clock': 'slot {slot}, {minutes} min each',
  'city.clock.before': 'paused before the first decision',
  'city.users': '{users} users',
  'city.users.next': 'Follow the next user',
  'city.users.previous': 'Follow the user before',
  'city.users.description': 'Follow the next user, in the order in which they came',

  'city.play': 'Play',
  'city.pause': 'Pause',
  'city.play.description': 'Let the city run, or hold it still',
  'city.step': 'Step',
  'city.step.description': 'One slot further',
  'city.edit': 'Edit the city',
  'city.edit.finish': 'Finish editing',
  'city.edit.about': 'Move, add and remove servers, and paint zones',
  'city.faster': 'Twice as fast',
  'city.slower': 'Half as fast',
  'city.speed': 'Speed',
  'city.speed.value': '{rate} slots/s',

  'city.mean': 'mean over {slots} slots',
  'city.mean.one': 'mean over 1 slot',
  'city.reward': 'reward this slot',
  'city.tasks': 'tasks this slot',
  'city.cloud': 'of them to the cloud',
  'city.reward.chart': 'System reward of the last {slots} slots',
  'city.reward.read': 'Arrow keys read it slot by slot',
  'city.reward.day': 'day {day}',
  'city.reward.none': 'Nothing has been decided yet.',
  'city.reward.at': 'Slot {slot}, {time}: {reward} · {policy} · {units} units',

  'city.policy': 'Who decides what to rent?',
  'city.policy.trained': 'The networks have learnt for {slots} slots, {share} of their plan.',
  'city.policy.trained.none':
    'The networks have not learnt anything yet: what they rent comes from their random first weights.',
  'city.policy.trained.early':
    'The networks have learnt for {slots} slots, {share} of their plan: still early, so expect poor choices.',
  'city.policy.nobody': 'In this slot nobody rents, so every task goes to the cloud.',
  'city.policy.refused': '“{policy}” cannot decide here: {reason}.',
  'city.policies.learnt': 'Learnt Q-networks',
  'city.policies.beside': 'Trained beside, in Learn',
  'city.policies.references': 'References',
  'city.policies.fixed': 'Always the same',
  'city.policy.manual': 'You, by hand',
  'city.policy.manual.about':
    'Click a server on the map to change its rented units, or choose them in its numbers.',
  'city.policy.manual.action': 'Decide by hand',
  'city.policy.maDql': 'Each server alone (MA-DQL)',
  'city.policy.maDql.about':
    'Every server takes the decision its own Q-network likes best, and supposes that its neighbours play along.',
  'city.policy.maDql.action': 'Let each server decide alone',
  'city.policy.n2o': 'N2O',
  'city.policy.n2o.about':
    'Servers exchange messages with their neighbours, mix their copies of everyone’s decision, and round (Algorithm 1).',
  'city.policy.n2o.action': 'Let N2O decide',
  'city.policy.n2oSweep': 'N2O, then a sweep',
  'city.policy.n2oSweep.about':
    'After N2O, the servers in turn take the level that is best for themselves and their neighbours.',
  'city.policy.greedySweeps': 'Alone, then two sweeps',
  'city.policy.greedySweeps.about':
    'From each server’s own choice, the servers in turn take the level best for themselves and their neighbours.',
  'city.policy.maxPlus': 'Max-plus',
  'city.policy.maxPlus.about':
    'Not in the paper: each server tells its neighbours how well it could do with each of their choices, five times over.',
  'city.policy.maxPlusLean': 'Lean max-plus',
  'city.policy.maxPlusLean.about':
    'Not in the paper: max-plus in short numbers, within a kilobyte a server and slot, also where links fail.',
  'city.policy.exactP2': 'Exact optimum of P2',
  'city.policy.exactP2.about':
    'The decisions that maximise the sum of all local Q-networks: the best that agreeing could reach.',
  'city.policy.exactP2.action': 'Let the exact optimum of P2 decide',
  'city.policy.vdn': 'VDN, silent',
  'city.policy.vdn.about':
    'Not in the paper: every server alone by a network that was trained on the whole city’s reward. No messages.',
  'city.policy.centralized': 'Centralised DQL',
  'city.policy.centralized.about':
    'One network sees all servers and knows every joint decision: the baseline that does not scale.',
  'city.policy.distilled': 'Distilled actors',
  'city.policy.distilled.about':
    'Every server decides by a small network that has learnt from a teacher, and needs no talk.',
  'city.policy.distilled.missing':
    'There are no actors of this run yet. Stage Distil makes them from what a teacher decides.',
  'city.policy.oracle': 'Oracle',
  'city.policy.oracle.about':
    'Knows every draw of the slot and maximises the true reward. Nobody could know this much.',
  'city.policy.nash': 'Nash',
  'city.policy.nash.about':
    'Every server knows all draws, and improves its own reward until nobody can any more.',
  'city.policy.optimistic': 'Optimists',
  'city.policy.optimistic.about':
    'Every server knows all draws, and maximises its own reward as if nobody else rented.',
  'city.policy.random': 'Chance',
  'city.policy.random.about': 'Every server draws its units at random in every slot.',
  'city.policy.fixed': 'Everybody rents {level}',
  'city.policy.fixed.about': 'The same number of units at every server, day and night.',

  'city.units.next': 'Change the units of the selected server',
  'city.units.description': 'One unit more at the selected server, after the most none (by hand)',

  'city.number.load': 'Offered load',
  'city.number.capacity': 'Rented capacity',
  'city.number.computationDelay': 'Computation delay',
  'city.number.reward': 'Reward',

  'city.legend': 'Legend',
  'city.legend.user': 'user, by server and tasks',
  'city.legend.cloud': 'at the cloud',
  'city.legend.idle': 'no tasks',
  'city.legend.unit': 'rented unit (of {most})',
  'city.legend.load': 'load',
  'city.legend.delay': 'delay',

  'city.demand': 'Tasks a user has, by zone and hour',
  'city.demand.surge': 'prices × {factor}',
  'city.demand.edit': 'Edit',
  'city.demand.edit.about': 'Edit the table of demand',
  'city.demand.chart':
    'Expected tasks of one user in a slot through the day, one line for each zone',
  'city.demand.about':
    'The bar is the hour of now. Point at anything on the map, and click to see its numbers here.',

  'city.settings': 'More: change the city while it runs',

  'city.twin': 'The servers of the city, now',
  'city.twin.server': 'Server',
  'city.twin.zone': 'Zone',
  'city.twin.rented': 'Rented units',
  'city.twin.none': 'none',
  'city.twin.users': 'Users it serves',
  'city.twin.user': 'User {user}, {zone}, {tasks} tasks, {server}.',
  'city.twin.user.server': 'mostly to server {server}',
  'city.twin.user.cloud': 'mostly to the cloud',
  'city.twin.user.idle': 'to nobody',
  'city.twin.user.gone': 'User {user} has left the city.',
  'city.twin.sentence':
    'It is {time}. {users} users. System reward {reward}; {cloud} of the tasks go to the cloud.',
} as const;
