import { describe, expect, it } from 'vitest';
import { momentAtPoint, timeAtPoint } from '../../../src/app/charts/tracks.ts';
import { axisOf } from '../../../src/app/stages/agree/axis.ts';
import { agreementShare, isKept, sentAfter } from '../../../src/app/stages/agree/copies.ts';
import { randomTrace } from './randomTrace.ts';

const grid = { rows: 3, columns: 3 };

describe('the axis of the curves', () => {
  it('counts messages and bytes as they were sent: anchors, two a link and iteration, a sweep', () => {
    const trace = randomTrace(grid, { iterations: 10, readOut: 'sweep' });
    // 24 pairs of neighbours tell a number; 12 links carry 9 numbers both ways.
    const bytes = axisOf(trace, 'bytes').places!;
    const messages = axisOf(trace, 'messages').places!;
    for (let updates = 0; updates < 10; updates++) {
      expect(messages[updates]).toBe(24 + 24 * updates);
      expect(bytes[updates]).toBe(8 * (24 + 24 * 9 * updates));
    }
    // The sweep: each tells its level, hears K numbers and tells what it took.
    expect(messages[10]).toBe(24 + 240 + 24 * 3);
    expect(bytes[10]).toBe(8 * (24 + 240 * 9 + 24 * (1 + 3 + 1)));
    expect(axisOf(trace, 'bytes').domain).toEqual([0, trace.bytes]);
    expect(axisOf(trace, 'iterations')).toMatchObject({ domain: [0, 10] });
    expect(sentAfter(trace, 10)).toEqual({ messages: trace.messages, bytes: trace.bytes });
  });

  it('leads from every moment to its place and back', () => {
    const trace = randomTrace(grid, { iterations: 20, readOut: 'sweep' });
    for (const name of ['iterations', 'messages', 'bytes'] as const) {
      const axis = axisOf(trace, name);
      let x = 0;
      for (let moment = 0; moment <= 20; moment++) {
        const place = axis.places?.[moment] ?? moment;
        while (timeAtPoint(x, 640, axis.domain) < place) x += 0.25;
        expect(momentAtPoint(x, 640, axis), `${name} ${moment}`).toBe(moment);
      }
    }
  });
});

describe('copies beyond the horizon', () => {
  it('are not kept, and count neither for nor against the agreement', () => {
    const trace = randomTrace(grid, { iterations: 5, horizon: 1 });
    const links = trace.links.map(([a, b]) => `${a} ${b}`);
    let agreeing = 0;
    let all = 0;
    const { copies } = trace.iterations[4]!;
    for (let n = 0; n < 9; n++) {
      for (let i = 0; i < 9; i++) {
        const isNear = n === i || links.includes(`${Math.min(n, i)} ${Math.max(n, i)}`);
        expect(isKept(trace, n, i)).toBe(isNear);
        if (!isNear || n === i) continue;
        all++;
        if (Math.round(copies[n * 9 + i]!) === Math.round(copies[i * 9 + i]!)) agreeing++;
      }
    }
    expect(all).toBe(24);
    expect(agreementShare(copies, 9, trace.kept)).toBeCloseTo(agreeing / all, 12);
  });
});
