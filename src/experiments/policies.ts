/** The policies that can run the city, by the keys of the comparison file. */
export const POLICY_KEYS = [
  'random',
  'optimistic',
  'nash',
  'oracle',
  'maDql',
  'n2o',
  'n2oSweep',
  'greedySweeps',
  'exactP2',
] as const;
export type PolicyKey = (typeof POLICY_KEYS)[number] | `fixed${number}`;
