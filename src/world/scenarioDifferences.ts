/**
 * In what the two scenarios differ: one entry a difference in behaviour, in the order of a slot,
 * with the fields that belong to it. The words stand in the app's catalogue, by aspect.
 */
export const SCENARIO_DIFFERENCES = [
  { aspect: 'time', fields: ['slotsPerDay'] },
  { aspect: 'ground', fields: ['spacing', 'margin', 'coverageRadius', 'linkRadius'] },
  {
    aspect: 'users',
    fields: ['userDensity', 'leaveProbability', 'walkDeviation', 'usersPerServer'],
  },
  { aspect: 'zones', fields: ['zones'] },
  { aspect: 'demand', fields: ['demand'] },
  { aspect: 'price', fields: ['priceMinimum'] },
  {
    aspect: 'radio',
    fields: ['spectrumMinimum', 'taskSize', 'referenceSnr', 'transmissionDelayMaximum'],
  },
  { aspect: 'offloading', fields: ['offloading', 'offloadingTemperature', 'cloudDelay'] },
  { aspect: 'computation', fields: ['queue', 'serviceRate', 'admission', 'unitDelay'] },
  { aspect: 'estimate', fields: ['estimateWeight', 'estimateRecovery'] },
  { aspect: 'reward', fields: ['valueOfDelay', 'rewardScale', 'taskValue', 'delayWeight'] },
  { aspect: 'fault', fields: ['fault'] },
  { aspect: 'observation', fields: [] },
] as const satisfies readonly { readonly aspect: string; readonly fields: readonly string[] }[];
