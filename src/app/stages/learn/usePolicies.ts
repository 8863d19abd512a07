import { useEffect, useSyncExternalStore } from 'react';
import { useCommands } from '../../commandsContext.ts';
import { useLearnView } from './learnView.ts';
import { followPolicies, livePolicies } from './livePolicies.ts';

/** Keeps the policy maps of these servers up to date while the component is mounted. */
export function usePolicies(servers: readonly number[]): void {
  const { learnt } = useCommands();
  const given = useLearnView((view) => view.given);
  const key = servers.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is asked for at once
  useEffect(() => {
    const ids = key.split(' ').map(Number);
    return followPolicies(learnt, () => ids);
  }, [learnt, key, given]);
}

/** Renders again at every new answer. */
export function usePolicyVersion(): number {
  return useSyncExternalStore(livePolicies.subscribe, () => livePolicies.version);
}
