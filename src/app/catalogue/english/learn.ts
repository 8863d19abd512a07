/** Stage Learn. */
export const learn = {
  'learn.question': 'What does each site learn by itself?',
  'learn.lead':
    'Every server trains its own small network on what it alone can see: its price, its users, its neighbours’ decisions. Nobody tells it what is good for the city.',
} as const;
