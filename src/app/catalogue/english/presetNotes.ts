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
  'preset.betterLearner.note':
    'Wider networks that also see their neighbours’ mean, a shorter view and 6,000 episodes: the best joint decision on their Q then earns 87 % of what perfect knowledge would; by default, after 3,000 episodes, 82 % (five seeds each).',
  'preset.conflict1x2.note':
    'Both reach nearly the same users: whoever rents takes them from the other. See when only one should.',
  'preset.unequalServers.note':
    'The server in the middle rents up to four units, those in the corners one: watch who takes whose users.',
  'preset.cheapNeighbour.note':
    'Two servers share their users, and server 0 pays half the price: watch how long server 1 stays dark.',
  'preset.priceShock.note':
    'From 17 to 21 o’clock every price is three times as high: watch the red units go out, and come back.',
  'preset.tornCity.note':
    'Two halves share users but have no link between them: in Agree, each half agrees only with itself.',
  'preset.linkCut.note':
    'After ten iterations the server in the middle loses two of its links: see in Agree what the others still hear of it.',
  'preset.ring.note':
    'Messages go round in a ring, so neighbours in the city may be far apart: see in Agree how much slower it mixes.',
  'preset.burstyLinks.note':
    'Each link is down four times in ten, ten iterations in a row: see in Agree what that costs beside failures that come and go.',
  'preset.shortHorizon.note':
    'Servers follow only those within two hops, so a message no longer grows with the city: see in Agree what is lost.',
  'preset.straightLines.note':
    'N2O pulls by the values at whole levels alone, then each server improves its own once: compare with the slopes of the networks.',
} as const;
