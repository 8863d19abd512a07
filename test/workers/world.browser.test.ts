import { afterEach, expect, test } from 'vitest';
import { EventLog } from '../../src/session/events.ts';
import { type CityFrame, FRAME_CREDITS, readFrame } from '../../src/workers/frame.ts';
import type { CityCheckpointMessage, CitySummary } from '../../src/workers/protocol.ts';
import { spawnWorldWorker, WorldClient } from '../../src/workers/worldClient.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { cityStart, Watch } from './support.ts';

let client: WorldClient | undefined;
afterEach(() => client?.stop());

/** A page that keeps what it hears; frames come back as credit while `generous`. */
function connect(spawn = spawnWorldWorker) {
  const watch = new Watch();
  const heard = {
    watch,
    generous: true,
    frames: [] as CityFrame[],
    summaries: [] as CitySummary[],
    failures: [] as string[],
    crashes: [] as string[],
    checkpoints: [] as CityCheckpointMessage['checkpoint'][],
    log: new EventLog(),
    get slot() {
      return this.summaries.at(-1)?.slot ?? -1;
    },
  };
  client = new WorldClient(
    {
      frame(buffer) {
        // A copy: the buffer itself goes straight back.
        heard.frames.push(readFrame(heard.generous ? buffer.slice(0) : buffer));
        watch.tell();
        return heard.generous ? [buffer] : [];
      },
      message(message) {
        if (message.type === 'summary') heard.summaries.push(message.summary);
        else if (message.type === 'failure') heard.failures.push(message.message);
        else if (message.type === 'checkpoint') heard.checkpoints.push(message.checkpoint);
        else heard.log.add(message.event);
        watch.tell();
      },
      crashed(reason) {
        heard.crashes.push(reason.message);
        watch.tell();
      },
    },
    spawn,
  );
  return { client, heard };
}

test('frames come slot by slot, and users keep their ids while they stay', async () => {
  const { client: city, heard } = connect();
  await city.start(cityStart());
  await heard.watch.until(() => heard.frames.length >= 20);
  const frames = heard.frames.slice(0, 20);
  frames.forEach((frame, index) => {
    expect(frame.slot).toBe(index);
    expect(frame.serverCount).toBe(4);
    expect(frame.ids).toHaveLength(frame.userCount);
    expect([...frame.ids]).toEqual([...frame.ids].sort((a, b) => a - b));
    expect(frame.timeOfDay).toBe((frames[0]!.timeOfDay + index) % 144);
    const served = [...frame.servedBy];
    for (const server of served) expect(frame.servers.decision[server] ?? 1).toBeGreaterThan(0);
    expect(frame.tasks).toBe(frame.tasksOfUser.reduce((sum, tasks) => sum + tasks, 0));
    const sum = frame.servers.reward.reduce((total, reward) => total + reward, 0);
    expect(frame.systemReward).toBeCloseTo(sum, 3);
  });
  // 15 % leave in a slot: most of those in one frame are in the next, a step of 20 m away.
  let stayed = 0;
  let there = 0;
  for (let index = 1; index < frames.length; index++) {
    const [before, after] = [frames[index - 1]!, frames[index]!];
    for (let user = 0; user < before.userCount; user++) {
      there++;
      const again = after.ids.indexOf(before.ids[user]!);
      if (again < 0) continue;
      stayed++;
      const moved = Math.hypot(
        after.x[again]! - before.x[user]!,
        after.y[again]! - before.y[user]!,
      );
      expect(moved).toBeLessThan(140);
    }
  }
  expect(stayed / there).toBeGreaterThan(0.75);
  expect(stayed / there).toBeLessThan(0.95);
});

test('without credit the city goes on unseen', async () => {
  const { client: city, heard } = connect();
  heard.generous = false;
  await city.start(cityStart());
  await heard.watch.until(() => heard.slot > 3 * FRAME_CREDITS);
  expect(heard.frames).toHaveLength(FRAME_CREDITS);
  expect(heard.frames.map(({ slot }) => slot)).toEqual([0, 1, 2, 3]);
});

test('a step plays one slot, whose summary agrees with its frame', async () => {
  const { client: city, heard } = connect();
  await city.start(cityStart({ running: false, policy: 'fixed2' }));
  await city.step();
  await city.step();
  await heard.watch.until(() => heard.slot === 1 && heard.frames.length === 3);
  // The first is the preview of a city that opened paused.
  expect(heard.frames.map(({ slot }) => slot)).toEqual([0, 0, 1]);
  expect([...heard.frames[0]!.servers.decision]).toEqual([0, 0, 0, 0]);
  const frame = heard.frames[2]!;
  const summary = heard.summaries.at(-1)!;
  expect([...frame.servers.decision]).toEqual([2, 2, 2, 2]);
  expect(summary).toMatchObject({ users: frame.userCount, tasks: frame.tasks, meanSlots: 2 });
  summary.servers.forEach((server, index) => {
    expect(server.load).toBeCloseTo(frame.servers.load[index]!, 3);
    expect(server.reward).toBeCloseTo(frame.servers.reward[index]!, 3);
    expect(server.price).toBeCloseTo(frame.servers.price[index]!, 3);
  });
});

test('weights are taken up at the next slot and stand in the log with it', async () => {
  const { client: city, heard } = connect();
  await city.start(cityStart({ running: false }));
  const { weights } = await city.snapshot();
  expect(weights.trainedSlots).toBe(0);
  await city.step();
  const newer = weights.weights.map((weight) => weight * 2);
  await city.setWeights({ weights: newer, trainedSlots: 50 });
  await city.setWeights({ weights: newer, trainedSlots: 60 });
  // Orchestration starts from the newest weights, even before a slot has taken them up.
  expect((await city.snapshot()).weights.trainedSlots).toBe(60);
  await city.step();
  await heard.watch.until(() => heard.slot === 1);
  expect(heard.log.city.filter(({ type }) => type === 'weights')).toEqual([
    { room: 'city', slot: 1, type: 'weights', trainedSlots: 60 },
  ]);
  expect(heard.summaries.at(-1)!.trainedSlots).toBe(60);
});

test('what is refused comes back with the message of the field, and nothing changes', async () => {
  const { client: city, heard } = connect();
  await city.start(cityStart({ running: false }));
  const bigger = parseScenario({ rows: 3 });
  await expect(city.applyScenario(bigger)).rejects.toThrow('scenario.rows: 3 is not allowed');
  await expect(city.setManualDecisions([0, 0, 0, 7])).rejects.toThrow('decisions[3]: 7');
  const options = cityStart().orchestration;
  await expect(city.setPolicy('fixed5', options)).rejects.toThrow('policy: "fixed5"');
  await city.step();
  await heard.watch.until(() => heard.slot === 0);
  expect(heard.log.city.map(({ type }) => type)).toEqual(['policy', 'manual']);
});

test('a city that goes on from a checkpoint lives the same slots as one that never stopped', async () => {
  const { client: city, heard } = connect();
  await city.start(cityStart());
  await heard.watch.until(() => heard.checkpoints.length > 0);
  const checkpoint = heard.checkpoints[0]!;
  await heard.watch.until(() => heard.slot > checkpoint.slot + 10);
  const first = heard.frames.filter(({ slot }) => slot >= checkpoint.slot).slice(0, 8);
  heard.frames.length = 0;
  const { scenario } = cityStart();
  await city.start(cityStart({ recovery: { checkpoint, scenario } }));
  await heard.watch.until(() => heard.frames.length >= 8);
  const second = heard.frames.slice(0, 8);
  for (const [index, frame] of first.entries()) {
    // Everything but the buffer, which has other room to spare.
    expect({ ...second[index], buffer: null }).toEqual({ ...frame, buffer: null });
  }
});

test('a change made after the checkpoint is an event on top of it', async () => {
  const { client: city, heard } = connect();
  await city.start(cityStart());
  await heard.watch.until(() => heard.checkpoints.length > 0);
  const checkpoint = heard.checkpoints[0]!;
  heard.log.mark('city');
  const scenario = parseScenario({ priceMaximum: 25 });
  await city.start(
    cityStart({ policy: 'fixed1', running: false, recovery: { checkpoint, scenario } }),
  );
  await heard.watch.until(() => heard.log.city.some(({ type }) => type === 'scenario'));
  const since = heard.log.city.slice(-2);
  expect(since).toMatchObject([
    { slot: checkpoint.slot, type: 'policy', policy: 'fixed1' },
    { slot: checkpoint.slot, type: 'scenario', scenario: { priceMaximum: 25 } },
  ]);
});

test('a worker that dies is told once', async () => {
  const { client: city, heard } = connect(() => {
    const worker = spawnWorldWorker();
    setTimeout(() => worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
    return worker;
  });
  await expect(city.start(cityStart())).rejects.toThrow('out of memory');
  expect(heard.crashes).toEqual(['out of memory']);
});

test('any server, user and link of the slot shown is looked into, and the numbers are its own', async () => {
  const { client: city, heard } = connect();
  await city.start(cityStart({ running: false, policy: 'fixed1' }));
  // Before its first decision a paused city shows what would be with nothing rented.
  await heard.watch.until(() => heard.frames.length === 1);
  expect(await city.inspectServer(2)).toMatchObject({ slot: 0, decision: 0, reward: 0 });
  for (let slot = 0; slot < 6; slot++) await city.step();
  await heard.watch.until(() => heard.slot === 5 && heard.frames.length === 7);
  const frame = heard.frames.at(-1)!;
  const summary = heard.summaries.at(-1)!;

  const { servers } = summary;
  const before = (await city.snapshot()).observations;
  for (const server of servers) {
    const seen = (await city.inspectServer(server.id))!;
    const { load, capacity, reward, price, estimatedDelay } = server;
    expect(seen).toMatchObject({
      slot: 5,
      load,
      capacity,
      reward,
      price,
      estimate: estimatedDelay,
    });
    const { scenario, decision, processed, computationDelay, transmissionDelay, observation } =
      seen;
    if (scenario.kind !== 'paper') throw new Error('The default scenario is the paper.');
    const saved = scenario.cloudDelay - computationDelay - transmissionDelay;
    expect(scenario.valueOfDelay * processed * load * saved - price * decision).toBeCloseTo(
      reward,
      8,
    );
    expect(observation[1]).toBe(server.usersInRange / 30);
    expect(observation[3]).toBe(seen.estimate / 5);
    // What users expect next is what the next observation says.
    expect(seen.nextEstimate / 5).toBe(before[server.id * 5 + 3]);
  }

  const load = new Float64Array(4);
  for (const [index, id] of frame.ids.entries()) {
    const { slot, choice } = (await city.inspectUser(id))!;
    expect(slot).toBe(5);
    expect(choice).toMatchObject({ id, tasks: frame.tasksOfUser[index] });
    expect(choice.x).toBeCloseTo(frame.x[index]!, 3);
    for (const { server, share } of choice.options) load[server]! += share * choice.tasks;
  }
  for (const { id, load: offered } of servers) expect(load[id]).toBeCloseTo(offered, 6);

  const { both, either } = (await city.inspectLink(0, 1))!;
  expect(both).toBeGreaterThan(0);
  expect(either).toBe(servers[0]!.usersInRange + servers[1]!.usersInRange - both);

  expect(await city.inspectServer(4)).toBeNull();
  expect(await city.inspectUser(1_000_000)).toBeNull();
  expect(await city.inspectLink(0, 3)).toBeNull();
});

test('a city beside it: its frames are of the same slots and users, and it ends when asked', async () => {
  const { client, heard } = connect();
  const rival = { policy: 'fixed0', readOut: 'last' } as const;
  await client.start(cityStart({ policy: 'fixed1', rival, running: false }));
  for (let slot = 0; slot < 3; slot++) await client.step();
  await heard.watch.until(() => heard.frames.filter(({ slot }) => slot === 2).length === 2);
  for (const slot of [1, 2]) {
    const [other, own] = heard.frames.filter((frame) => frame.slot === slot);
    expect([other!.policy, own!.policy]).toEqual(['fixed0', 'fixed1']);
    for (const field of ['ids', 'x', 'y', 'tasksOfUser'] as const) {
      expect(other![field]).toEqual(own![field]);
    }
    expect(other!.servers.price).toEqual(own!.servers.price);
    expect(Math.max(...other!.servers.decision)).toBe(0);
  }
  await heard.watch.until(() => heard.slot === 2);
  expect(heard.summaries.at(-1)!.rival!.comparison.slots).toBe(3);
  await client.setRival(null);
  await client.step();
  await heard.watch.until(() => heard.slot === 3);
  expect(heard.summaries.at(-1)!.rival).toBeNull();
  expect(heard.log.city.filter(({ type }) => type === 'rival')).toHaveLength(2);
});
