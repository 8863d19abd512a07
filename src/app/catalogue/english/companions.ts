/** Learners beside the run's own. */
export const companions = {
  'companions.awaited':
    '{policy} is being trained beside this run, from its first slot on. It takes the city over as soon as it has learnt something.',
} as const;
