import type { CityPolicy } from '../../../workers/protocol.ts';
import { isMessageKey, t } from '../../catalogue/index.ts';

/** What a policy is called on the page. */
export function policyName(policy: CityPolicy): string {
  const key = `city.policy.${policy}`;
  return isMessageKey(key) ? t(key) : t('city.policy.fixed', { level: policy.slice(5) });
}
