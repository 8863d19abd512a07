/** What one server has of its own: levels, prices, the zone around it. */
export const serverFields = {
  'serverFields.title': 'Change this server',
  'serverFields.which': 'Server',
  'serverFields.levels': 'Rents at most',
  'serverFields.levels.units': '{units} units',
  'serverFields.levels.one': '1 unit',
  'serverFields.prices': 'Price of a unit',
  'serverFields.prices.shared': 'As the others',
  'serverFields.zone': 'Zone of its cell',
  'serverFields.note':
    'Another number of units changes its Q-network and its neighbours’, so it needs a new run. Prices and zones change from the next slot on.',
} as const;
