import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../build/assemblyScript.ts';
import {
  type DistillationRequest,
  distil,
  watch,
  watchedSeed,
} from '../../src/experiments/distil.ts';
import {
  type DistillationProgress,
  type DistillationReport,
  parseDistillation,
  TEACHERS,
} from '../../src/experiments/distillation.ts';
import { actorMicroseconds, networkDecider } from '../../src/experiments/distilPlayers.ts';
import { evaluatePolicy } from '../../src/experiments/evaluate.ts';
import { createPolicy, type Policy } from '../../src/experiments/policies.ts';
import { actorDecisions } from '../../src/learning/actors.ts';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { startNetworkKernels } from '../../src/learning/engines/wasm/networkKernels.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { InputError } from '../../src/schema.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomNetworks } from '../support/networks.ts';

const { networks } = parseNetworks(randomNetworks(5, 2, 2));
const scenario = parseScenario({ levels: networks.agents.map(({ levels }) => levels[0]!) });
const orchestration = parseOrchestration({});
const small = { slots: 40, steps: 20, batchSize: 8, hidden: [6], evaluationSlots: 330 };

function requestOf(changes: object = {}): DistillationRequest {
  const settings = parseDistillation({ ...small, ...changes });
  return { scenario, settings, networks, orchestration, evaluationSeed: 12 };
}

function runToEnd(request: DistillationRequest) {
  const progress: DistillationProgress[] = [];
  const run = distil(request);
  for (;;) {
    const next = run.next();
    if (next.done) return { progress, report: next.value };
    progress.push(next.value);
  }
}

/** What a policy earns by another way through the same world. */
function earned(policy: Pick<Policy, 'decide'>): number {
  const run = evaluatePolicy(policy, scenario, { slots: 330, seed: 12 });
  for (;;) {
    const next = run.next();
    if (next.done) return next.value.mean;
  }
}
const policyOf = (key: Policy['key']) =>
  createPolicy(key, { scenario, networks, orchestration, seed: 1 });
const student = ({ actors }: DistillationReport) => ({
  decide: ({ observations }: EdgeEnvironment) => actorDecisions(actors, observations),
});

describe('the lessons', () => {
  it.each(TEACHERS)("are what the city's policy %s sees and does", (teacher) => {
    const steps = watch(
      scenario,
      { slots: 70, seed: 3 },
      networkDecider(teacher, { networks, orchestration }),
    );
    let next = steps.next();
    while (!next.done) next = steps.next();
    const { slots, servers, observations, decisions } = next.value;
    expect([slots, servers]).toEqual([70, 4]);
    const environment = new EdgeEnvironment(scenario);
    environment.reset(700_003);
    const policy = policyOf(teacher);
    for (let slot = 0; slot < 70; slot++) {
      expect(observations.slice(20 * slot, 20 * slot + 20)).toEqual(environment.observations);
      const decided = policy.decide(environment, slot);
      expect([...decisions.slice(4 * slot, 4 * slot + 4)]).toEqual([...decided]);
      environment.step(decided);
    }
  });

  it('go on over the days of a released world', () => {
    const released = parseScenario({ kind: 'released' });
    const idle = () => ({ decision: new Int32Array(4), messages: 0, bytes: 0 });
    const steps = watch(released, { slots: 60, seed: 1 }, idle);
    let next = steps.next();
    while (!next.done) next = steps.next();
    const times = [0, 23, 24, 47, 48].map((slot) => next.value!.observations[20 * slot]! * 24);
    expect(times.map(Math.round)).toEqual([0, 23, 0, 23, 0]);
  });
});

describe('a distillation', () => {
  it('pays everyone what the held-out world pays them elsewhere', () => {
    for (const teacher of ['n2o', 'greedySweeps', 'exactP2'] as const) {
      const { report } = runToEnd(requestOf({ teacher, loss: 'classification' }));
      const { rewards } = report;
      expect(rewards.teacher.mean).toBe(earned(policyOf(teacher)));
      expect(rewards.maDql.mean).toBe(earned(policyOf('maDql')));
      expect(rewards.n2o.mean).toBe(earned(policyOf('n2o')));
      expect(rewards.exactP2!.mean).toBe(earned(policyOf('exactP2')));
      expect(rewards.student.mean).toBe(earned(student(report)));
    }
  });

  it('compares day by day in the same days', () => {
    const { report } = runToEnd(requestOf({ teacher: 'maxPlus' }));
    expect(report.differences.map(({ than }) => than)).toEqual([
      'teacher',
      'maDql',
      'n2o',
      'exactP2',
    ]);
    for (const { than, mean, halfInterval, days } of report.differences) {
      const mine = report.rewards.student.days;
      const [first, second] = report.rewards[than]!.days.map((day, i) => mine[i]! - day);
      expect([days, mine.length]).toEqual([2, 2]);
      expect(mean).toBeCloseTo((first! + second!) / 2, 9);
      // Two days: half their distance is the standard error, 12.7062 the quantile at one degree.
      expect(halfInterval).toBeCloseTo((12.7062 * Math.abs(first! - second!)) / 2, 9);
    }
    const { report: short } = runToEnd(requestOf({ evaluationSlots: 50 }));
    const difference = short.rewards.student.mean - short.rewards.maDql.mean;
    expect(short.differences[1]).toEqual({
      than: 'maDql',
      mean: difference,
      halfInterval: null,
      days: 0,
    });
  });

  it('counts where teacher and student differ as a count by hand does', () => {
    const { report } = runToEnd(requestOf({ teacher: 'greedySweeps' }));
    const environment = new EdgeEnvironment(scenario);
    environment.reset(12);
    const policy = policyOf('greedySweeps');
    const cells = report.servers.map(() => new Map<string, number>());
    const add = (n: number, key: string) => cells[n]!.set(key, (cells[n]!.get(key) ?? 0) + 1);
    for (let slot = 0; slot < 330; slot++) {
      const taught = policy.decide(environment, slot);
      const learnt = actorDecisions(report.actors, environment.observations);
      taught.forEach((level, n) => {
        const [from, to] = report.servers[n]!.prices;
        const price = environment.draws.prices[n]!;
        expect(price >= from && price <= to).toBe(true);
        const bin = Math.min(9, Math.floor((10 * (price - from)) / (to - from)));
        add(n, `${level} ${learnt[n]}`);
        add(n, `seen ${environment.hour} ${bin}`);
        if (level !== learnt[n]) add(n, `wrong ${environment.hour} ${bin}`);
      });
      environment.step(taught);
    }
    const sumOf = (counts: Uint32Array) => counts.reduce((sum, each) => sum + each, 0);
    report.servers.forEach((server, n) => {
      const counted = (key: string) => cells[n]!.get(key) ?? 0;
      const { levels, confusion, seen, wrong } = server;
      confusion.forEach((count, cell) => {
        expect(count).toBe(counted(`${Math.floor(cell / levels)} ${cell % levels}`));
      });
      for (let cell = 0; cell < 240; cell++) {
        const place = `${Math.floor(cell / 10)} ${cell % 10}`;
        expect([seen[cell], wrong[cell]]).toEqual([
          counted(`seen ${place}`),
          counted(`wrong ${place}`),
        ]);
      }
      expect([sumOf(confusion), sumOf(seen)]).toEqual([330, 330]);
      expect(server.agreement).toBeCloseTo(1 - sumOf(wrong) / 330, 12);
      expect(server.id).toBe(n);
    });
  });

  it('sends nothing for an own observation, and one exchange for those of the neighbours', () => {
    const own = runToEnd(requestOf({ teacher: 'n2o' })).report;
    expect(own.cost.student).toEqual({ bytes: 0, messages: 0, microseconds: null });
    // N2O at 2x2 as method.md, section 7, has it.
    expect(own.cost.teacher).toMatchObject({ bytes: 12_864, microseconds: null });
    const both = runToEnd(requestOf({ teacher: 'greedySweeps', observes: 'neighbours' })).report;
    expect(both.cost.student).toEqual({ bytes: 320, messages: 8, microseconds: null });
    expect(both.actors.agents.map(({ sees }) => sees)).toEqual([
      [0, 1, 2],
      [1, 0, 3],
      [2, 0, 3],
      [3, 1, 2],
    ]);
  });

  it('counts what Q-networks are told of the neighbours, too', () => {
    const learner = { ...learnerDefaults('paper'), observes: 'withNeighbours' as const };
    const layout = buildLayout(parseScenario({}), learner);
    const seeing = networksFromWeights(layout, initialWeights(layout, 1));
    const request = requestOf({ teacher: 'greedySweeps', evaluationSlots: 3 });
    const { report } = runToEnd({ ...request, scenario: parseScenario({}), networks: seeing });
    // Two sweeps as method.md, section 7, has them, and eight observations of five numbers.
    expect(report.cost.teacher).toMatchObject({ bytes: 576 + 320, messages: 40 + 8 });
  });

  it('tells where it is: each phase from its start, the curve as it grows, rewards after a day', () => {
    const { progress, report } = runToEnd(requestOf({ steps: 250 }));
    expect(progress.map(({ phase, done, of }) => `${phase} ${done} ${of}`)).toEqual([
      'collecting 0 40',
      'training 0 250',
      'training 100 250',
      'training 200 250',
      'evaluating 0 330',
      'evaluating 144 330',
      'evaluating 288 330',
      'evaluating 330 330',
    ]);
    expect(progress.map(({ lossCurve }) => lossCurve.length)).toEqual([0, 0, 1, 2, 3, 3, 3, 3]);
    expect(progress.map(({ played }) => played?.slots ?? 0)).toEqual([
      0, 0, 0, 0, 0, 144, 288, 330,
    ]);
    const { rewards, differences, lossCurve } = report;
    expect(progress.at(-1)).toMatchObject({ played: { rewards, differences }, lossCurve });
  });

  it('is the same again, with kernels and with a clock; and another with another seed', async () => {
    const plain = runToEnd(requestOf()).report;
    const accelerator = await startNetworkKernels(await kernelBinary());
    let time = 0;
    const clock = () => time++;
    const { report } = runToEnd({ ...requestOf(), accelerator, clock });
    expect({ ...report, cost: null }).toEqual({ ...plain, cost: null });
    // A tick of 1 ms a decision of four, by that clock; 144 slots of the student in one tick.
    expect(report.cost.teacher.microseconds).toBe(250);
    expect(report.cost.student.microseconds).toBeCloseTo(1000 / 144 / 4, 9);
    expect(runToEnd(requestOf({ seed: 2 })).report.actors).not.toEqual(plain.actors);
  });

  it('measures an actor by many decisions in one go', () => {
    const { actors } = runToEnd(requestOf()).report;
    const times = [5, 8];
    const clock = () => times.shift()!;
    expect(actorMicroseconds(actors, new Float64Array(20 * 30), clock)).toBeCloseTo(25, 9);
  });

  it('goes without exact P2 where that is refused, and refuses it as a teacher', () => {
    const seven = parseScenario({ rows: 7, columns: 7, levels: 5 });
    const layout = buildLayout(seven, learnerDefaults('paper'));
    const many = networksFromWeights(layout, initialWeights(layout, 1));
    const requestFor = (teacher: string): DistillationRequest => {
      const tiny = { teacher, slots: 2, steps: 1, evaluationSlots: 2 };
      return { ...requestOf(tiny), scenario: seven, networks: many };
    };
    const { report } = runToEnd(requestFor('maxPlus'));
    expect(report.rewards.exactP2).toBeNull();
    expect(report.differences.map(({ than }) => than)).toEqual(['teacher', 'maDql', 'n2o']);
    expect(() => distil(requestFor('exactP2')).next()).toThrow(InputError);
    expect(() => distil(requestFor('exactP2')).next()).toThrow(
      'distillation.teacher: "exactP2" is not allowed here: elimination needs',
    );
  });

  it('refuses a seed whose world is the held-out one', () => {
    const request = { ...requestOf({ seed: 4 }), evaluationSeed: watchedSeed(4) };
    expect(() => distil(request).next()).toThrow(
      'distillation.seed: 4 is not allowed; allowed: a seed whose world is not the held-out one',
    );
  });
});

describe('the settings of a distillation', () => {
  it("are by default the paper's way", () => {
    expect(parseDistillation({})).toEqual({
      teacher: 'n2o',
      loss: 'squaredError',
      observes: 'own',
      hidden: [16, 32, 16],
      activation: 'relu',
      slots: 9000,
      steps: 12_000,
      batchSize: 64,
      learningRate: 2e-3,
      tuningSlots: 0,
      seed: 1,
      evaluationSlots: 2880,
    });
  });

  it.each([
    ['teacher', 'maDql'],
    ['loss', 'mse'],
    ['observes', 'all'],
    ['hidden', []],
    ['activation', 'elu'],
    ['slots', 0],
    ['steps', 0.5],
    ['batchSize', 257],
    ['tuningSlots', 1],
    ['learningRate', Number.NaN],
    ['seed', -1],
    ['evaluationSlots', 0],
    ['epochs', 3],
  ])('refuse %s = %j', (field, value) => {
    try {
      parseDistillation({ [field]: value });
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).field).toBe(`distillation.${field}`);
    }
  });
});
