/** What can be asked for on stage Agree. */
export const agree = {
  'action.agree.run': 'Agree on the present slot',
  'action.agree.run.description': 'Take the city’s newest slot and networks and run N2O on them',
  'action.agree.search': 'Find a slot where it matters',
  'action.agree.search.description':
    'Step the city to the next slot in which agreeing earns more than every server for itself',
  'action.agree.play': 'Play',
  'action.agree.pause': 'Pause',
  'action.agree.play.description': 'Play the run, or pause it',
  'action.agree.step': 'Step',
  'action.agree.step.description': 'One part of an iteration forward',
  'action.agree.back': 'Back',
  'action.agree.back.description': 'One part of an iteration back',
  'action.agree.nextIteration': 'Next iteration',
  'action.agree.previousIteration': 'Previous iteration',
  'action.agree.cut': 'Cut or mend the link',
  'action.agree.cut.description':
    'Cut the link that is looked at from the iteration shown on, or mend it',
  'action.agree.drop': 'Drop its messages',
  'action.agree.drop.description':
    'Drop what the link that is looked at carries in this iteration, both ways, or let it through',
  'action.agree.mend': 'Mend all links',
  'action.agree.mend.description': 'Undo all that was cut and dropped by hand',
  'action.agree.axis': 'Change the axis',
  'action.agree.axis.description': 'Draw the curves against iterations, messages or bytes',
  'action.agree.panel.watch': 'Watch',
  'action.agree.panel.watch.description': 'Watch the copies scatter and come together',
  'action.agree.panel.links': 'Links',
  'action.agree.panel.links.description': 'Who hears whom, how links fail, and how well it mixes',
  'action.agree.panel.rivals': 'Rivals',
  'action.agree.panel.rivals.description':
    'Other ways to agree on the same slot, by what they send',
  'action.agree.panel.theory': 'Theory',
  'action.agree.panel.theory.description': 'The theorems’ bounds beside what this run did',
  'action.agree.panel.options': 'Options',
  'action.agree.panel.options.description': 'Everything that can be changed about a run',
} as const;
