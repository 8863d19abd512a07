/** Stage City. */
export const city = {
  'city.question': 'Where does the demand come from?',
  'city.lead':
    'People walk through the city and send tasks to whichever rented server is quick to reach. Rent too little and they wait or go to the far cloud; rent too much and the rent eats the gain.',
} as const;
