/** Configurations to begin with: what to look at in each. */
export const presetNotes = {
  'preset.paper2x2.note':
    'The smallest city of the paper: four servers, few enough to follow every decision by eye.',
  'preset.paper3x3.note':
    'The server in the middle has four neighbours, those in the corners two: watch whose copies move most.',
  'preset.paper4x4.note':
    'Sixteen servers: the exact optimum takes too long for every slot, messages between neighbours do not.',
  'preset.paper5x5.note':
    'The largest city of the paper: agreement has to travel further, so it takes more iterations.',
  'preset.paper10x10.note':
    'A hundred servers: training each takes about as long as before, because each only knows its neighbours.',
  'preset.eightConnected3x3.note':
    'Diagonal servers are linked too: the Q-networks grow, and the copies mix faster.',
  'preset.released.note':
    'The authors’ code with its fault fixed: each server alone does about as well as all together.',
  'preset.releasedFault.note':
    'Every server’s delay asks whether server 0 is rented: give server 0 nothing and see all others suffer.',
  'preset.literal.note':
    'Each copy starts at what its own server would like: watch in Agree how the copies never come together.',
  'preset.conflict1x2.note':
    'Both reach nearly the same users: whoever rents takes them from the other. See when only one should.',
  'preset.priceShock.note':
    'From 17 to 21 o’clock every price is three times as high: watch the red units go out, and come back.',
  'preset.tornCity.note':
    'Two halves share users but have no link between them: in Agree, each half agrees only with itself.',
} as const;
