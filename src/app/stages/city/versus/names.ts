/** What the two sides of a comparison are called. */
import type { RivalPlan } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { useApp } from '../../../store.ts';
import { policyName } from '../policyName.ts';

/** The policy; of N2O with another read-out than the last copies, that too. */
export function rivalName({ policy, readOut }: RivalPlan): string {
  const name = policyName(policy);
  if (policy !== 'n2o' || readOut === 'last') return name;
  return `${name}, ${t(`versus.readOut.${readOut}`)}`;
}

export function useOwnName(): string {
  return useApp(({ city, orchestration }) =>
    rivalName({ policy: city.policy, readOut: orchestration.readOut }),
  );
}
