/** In what the two scenarios differ, and what came of it: `differences.<aspect>`. */
export const differences = {
  'differences.title': 'How the two scenarios differ',
  // compare --scenario (released, fault fixed and kept) --episodes 1500 --seeds 3, world 900001.
  'differences.finding':
    'Measured here (2 × 2, 1,500 episodes, mean of 3 seeds, TypeScript engine, 2,880 held-out slots): with the fault of the released environment fixed, servers alone, N2O and the exact optimum earn 33.1, 33.2 and 33.2 a slot. There is nothing to orchestrate. With the fault kept they earn 30.7, 35.5 and 42.7: servers then get in each other’s way, but for the wrong reason.',
  'differences.aspect': 'In',
  'differences.paper': 'the paper, as read here',
  'differences.released': 'the authors’ released environment',
  'differences.time': 'Time',
  'differences.time.paper': 'Slots of 10 minutes from a random time of day; the world never ends.',
  'differences.time.released': 'Slots of one hour; after 24 the day ends and delays are forgotten.',
  'differences.ground': 'Ground',
  'differences.ground.paper': 'Servers 60 m apart, coverage radius 85 m.',
  'differences.ground.released': 'Servers 30 m apart, coverage radius 43 m.',
  'differences.users': 'Users',
  'differences.users.paper':
    'They stay for some slots, walk, leave and are replaced; 52 on 180 m × 180 m.',
  'differences.users.released': 'Drawn afresh in every slot, 7.5 for each server.',
  'differences.zones': 'Zones',
  'differences.zones.paper': 'By the nearest server’s row and column, odd or even.',
  'differences.zones.released':
    'Four regions of the 2 × 2 area, none of whose servers stands in the school; by the nearest server on other grids.',
  'differences.demand': 'Demand',
  'differences.demand.paper': 'The paper’s table; it does not depend on delays.',
  'differences.demand.released':
    'The released table, times 1 − delay / 5 of the server’s last slot (at least 0.2).',
  'differences.price': 'Price',
  'differences.price.paper': 'Uniform from 20 to 40.',
  'differences.price.released': 'Uniform from 0 to 40.',
  'differences.radio': 'Radio',
  'differences.radio.paper':
    'Path loss and Rayleigh fading for every user and server; the spectrum is shared by all users in range.',
  'differences.radio.released':
    'One delay for all users of a server: those connected over the spectrum, no distance, no fading.',
  'differences.offloading': 'Offloading',
  'differences.offloading.paper':
    'Users see what is rented now and split their tasks by soft-min over servers and cloud.',
  'differences.offloading.released':
    'Each user picks one server by the delays of the slot before, whether it is rented now or not.',
  'differences.computation': 'Computation',
  'differences.computation.paper':
    'M/M/1 queue with admission: what exceeds 90 % of the capacity goes to the cloud.',
  'differences.computation.released': '1 / max(spare capacity, 0.2), without admission.',
  'differences.estimate': 'What users know of delays',
  'differences.estimate.paper': 'A running estimate of what they went through at each server.',
  'differences.estimate.released':
    'The delay of the slot before; 0 for a server that was not rented.',
  'differences.reward': 'Reward',
  'differences.reward.paper':
    'Worth of the seconds saved against the cloud on processed tasks, less the rent.',
  'differences.reward.released': '0.1 times (5 − 0.7 delay for each task, less the rent).',
  'differences.fault': 'Fault',
  'differences.fault.paper': 'None.',
  'differences.fault.released':
    'As released, the test whether a server is rented reads server 0’s decision when the delay is computed; here it can be fixed or kept.',
  'differences.observation': 'Observation',
  'differences.observation.paper': 'Users in range over 30.',
  'differences.observation.released': 'Users in range over 20.',
} as const;
