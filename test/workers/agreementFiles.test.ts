/** Files opened in stage Agree: networks, observations, one of each, and whatever is wrong in them. */
import { describe, expect, it } from 'vitest';
import { gzip } from '../../src/gzip.ts';
import { observationsFile } from '../../src/learning/observationsFile.ts';
import type { OpenedNetworks } from '../../src/session/problemSource.ts';
import { openForAgreement } from '../../src/workers/agreementFiles.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomNetworks } from '../support/networks.ts';

const named = (name: string, content: unknown) => ({
  name,
  file: new Blob([typeof content === 'string' ? content : JSON.stringify(content)]),
});
const networks = randomNetworks(1, 2, 2);
const observations = observationsFile(new Float64Array(20).fill(0.25), 5);

async function openNetworks(): Promise<OpenedNetworks> {
  const read = await openForAgreement([named('nets.json', networks)], null);
  if (read.outcome !== 'networks') throw new Error(read.outcome);
  return read.opened;
}

describe('what is opened', () => {
  it('is networks, with observations at once or later, in any order', async () => {
    const alone = await openNetworks();
    expect(alone).toMatchObject({ name: 'nets.json', observations: null, scenario: null });
    expect(alone.content.networks.agents).toHaveLength(4);
    const seen = named('seen.json', observations);
    const expected = { name: 'seen.json', values: new Float64Array(20).fill(0.25) };
    const both = await openForAgreement([seen, named('nets.json', networks)], null);
    expect(both).toMatchObject({ outcome: 'networks', opened: { observations: expected } });
    const later = await openForAgreement([seen], alone);
    expect(later).toMatchObject({ opened: { name: 'nets.json', observations: expected } });
    // Other networks were not seen with these observations.
    const { opened } = (await openForAgreement(
      [named('other.json', networks)],
      (later as { opened: OpenedNetworks }).opened,
    )) as { opened: OpenedNetworks };
    expect(opened).toMatchObject({ name: 'other.json', observations: null });
  });

  it('says which city it is for; what cannot be used of that is told, not refused', async () => {
    const scenario = parseScenario({ rows: 2, columns: 2 });
    const good = { ...networks, extra: { scenario } };
    const read = await openForAgreement([named('nets.json', good)], null);
    expect(read).toMatchObject({ opened: { scenario }, doubts: [] });
    const doubtful = { ...networks, extra: { scenario: { rows: 'two' } } };
    const told = await openForAgreement([named('nets.json', doubtful)], null);
    expect(told).toMatchObject({ outcome: 'networks', opened: { scenario: null } });
    expect((told as unknown as { doubts: string[] }).doubts[0]).toContain(
      'networks.extra.scenario.rows',
    );
  });
});

describe('what is wrong is said with the path inside the file', () => {
  const wrong = (change: object) => ({ ...networks, ...change });
  const [first, ...others] = networks.agents as [(typeof networks.agents)[0]];
  const damaged = (change: object) => wrong({ agents: [{ ...first, ...change }, ...others] });
  it.each([
    [
      'weights',
      damaged({ layers: [{ weights: [['x']], biases: [0] }] }),
      'networks.agents[0].layers[0].weights[0][0]',
    ],
    ['neighbours', damaged({ neighbours: [999] }), 'networks.agents[0].neighbours[0]'],
    ['links', wrong({ links: [[5, 12345]] }), 'networks.links[0][1]'],
    ['a field that nobody knows', wrong({ colour: 1 }), 'networks.colour'],
    ['version', wrong({ version: 2 }), 'networks.version'],
    ['format', { format: 'n2o-trace' }, 'n2o-networks or n2o-observations'],
    ['no JSON', '{"format":', 'no JSON'],
  ])('%s', async (_, content, path) => {
    const read = await openForAgreement([named('bad.json', content)], await openNetworks());
    expect(read).toMatchObject({ outcome: 'refused', file: 'bad.json' });
    expect((read as { message: string }).message).toContain(path);
  });

  it.each([
    [observationsFile(new Float64Array(15), 5), 'observations.observations: 3'],
    [observationsFile(new Float64Array(16), 4), 'observations.observations[0]'],
    [{ ...observations, observations: [[0, 0, 0, 0, null]] }, 'observations.observations[0][4]'],
  ])('observations %#', async (content, path) => {
    const read = await openForAgreement([named('seen.json', content)], await openNetworks());
    expect(read).toMatchObject({ outcome: 'refused', file: 'seen.json' });
    expect((read as { message: string }).message).toContain(path);
  });

  it('observations without networks, two networks at once, a checkpoint', async () => {
    const seen = named('seen.json', observations);
    expect(await openForAgreement([seen], null)).toEqual({
      outcome: 'noNetworks',
      file: 'seen.json',
    });
    const twice = [named('a.json', networks), named('b.json', networks)];
    expect(await openForAgreement(twice, null)).toMatchObject({
      outcome: 'refused',
      file: 'b.json',
    });
    const packed = new Blob([(await gzip('{}')) as Uint8Array<ArrayBuffer>]);
    expect(await openForAgreement([{ name: 'run.gz', file: packed }], null)).toEqual({
      outcome: 'checkpoint',
      file: 'run.gz',
    });
  });
});
