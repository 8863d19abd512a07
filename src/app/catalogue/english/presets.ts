/** Configurations to begin with: what they are called. */
export const presets = {
  'preset.label': 'Preset',
  'preset.custom': 'Your own settings',
  'preset.paper2x2': '2 × 2, as in the paper',
  'preset.paper3x3': '3 × 3, as in the paper',
  'preset.paper4x4': '4 × 4, as in the paper',
  'preset.paper5x5': '5 × 5, as in the paper',
  'preset.paper10x10': '10 × 10',
  'preset.eightConnected3x3': '3 × 3 with diagonal neighbours',
  'preset.released': 'The authors’ released environment',
  'preset.releasedFault': 'Released environment, fault kept',
  'preset.literal': 'The paper taken word by word',
  'preset.conflict1x2': 'Two servers in conflict',
  'preset.priceShock': 'A price shock',
  'preset.tornCity': 'A torn city',
} as const;
