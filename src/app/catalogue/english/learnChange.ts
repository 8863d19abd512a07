/** Stage Learn, panel Change. */
export const learnChange = {
  'learnChange.about':
    'Networks that have learnt one city are asked to live in another (the paper’s Fig. 8). The curve marks the moment; an unchanged run beside it, on the same random numbers, shows the dip that chance would hide.',
  'learnChange.now': 'Change it now',
  'learnChange.over': 'The plan is over, so nothing is learnt any more.',
  'learnChange.longer': 'Plan 1,000 more episodes',
  'learnChange.shock.demandUp': 'Demand doubles',
  'learnChange.shock.demandUp.about': 'Everybody has twice as many tasks',
  'learnChange.shock.demandDown': 'Demand halves',
  'learnChange.shock.demandDown.about': 'Everybody has half as many tasks',
  'learnChange.shock.pricesUp': 'Prices rise by half',
  'learnChange.shock.pricesUp.about': 'Both ends of the range of prices times 1.5',
  'learnChange.shock.usersDown': 'Half the users leave',
  'learnChange.shock.usersDown.about': 'Half as many users in the long run',
  'learnChange.shock.pattern': 'The day turns round',
  'learnChange.shock.pattern.about':
    'Every zone lives the day of the next zone, twelve hours later: as in Fig. 8, only the pattern of demand changes',
  'learnChange.controlled': 'with an unchanged run beside it',
  'learnChange.reopened':
    'explore again: {share} % of the decisions at random and a learning rate of {rate}, falling back over {episodes} episodes',
  'learnChange.reopen': 'Explore again now',
  'learnChange.sliders':
    'The sliders under the curve change demand, population and prices too; zones and the demand of a day are painted in stage City.',
  'learnChange.control': 'Against an unchanged run',
  'learnChange.control.about':
    'It goes on from where this run stands, without what is changed after that: up to the change the two are the same to the bit.',
  'learnChange.control.on': 'Keep an unchanged run beside this one',
  'learnChange.control.off': 'None stands beside it.',
  'learnChange.control.stands': 'Begun at training slot {from}; now in episode {episode}.',
  'learnChange.control.failed': 'It cannot be: {reason}',
  'learnChange.unchanged': 'Nothing has been changed since: the two are one curve.',
  'learnChange.soon': 'The first whole day after the change is not over yet.',
  'learnChange.figure.first': 'first day against it',
  'learnChange.figure.lowest': 'lowest, on day {day}',
  'learnChange.figure.now': 'on day {day}, the last',
  'learnChange.verdict.notYet':
    'After {days} days it earns {changed} a slot, the unchanged run {control}: not back within 10 % of it yet (mean difference {mean}). It may never be: the changed city may simply be worth less.',
  'learnChange.verdict.never':
    'It never fell more than 10 % below the unchanged run: {changed} a slot against {control} after {days} days (mean difference {mean}).',
  'learnChange.verdict.back':
    'Back within 10 % of the unchanged run since day {back}: {changed} a slot against {control} after {days} days (mean difference {mean}).',
  'learnChange.schedule': 'Schedule',
  'learnChange.schedule.about':
    'Changes for episodes to come. They stand in the link, so a whole lecture can be planned, and training obeys them at the first slot of their episode.',
  'learnChange.schedule.empty': 'Nothing is planned.',
  'learnChange.schedule.at': 'episode {episode}',
  'learnChange.schedule.reopened': '+ explore again',
  'learnChange.schedule.done': 'made',
  'learnChange.schedule.remove': 'Remove',
  'learnChange.schedule.removeAt': 'Remove the change of episode {episode}',
  'learnChange.schedule.episode': 'Episode ({from} to {to})',
  'learnChange.schedule.what': 'What changes',
  'learnChange.schedule.own': 'fields of your own',
  'learnChange.schedule.fields': 'field=value, …',
  'learnChange.schedule.unreadable': 'That is not a list such as demandScale=2, priceMaximum=60.',
  'learnChange.schedule.add': 'Plan it',
} as const;
