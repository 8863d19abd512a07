import { expect } from 'vitest';
import type { Deviation } from './engineAgreement.ts';

/** What is allowed of a `Deviation` after so many updates; why, stands with the engine. */
const TOLERANCE = new Map([
  [1, 5e-6],
  [8, 5e-6],
  [50, 1e-5],
]);

export function expectAgreement(found: readonly Deviation[], name: string): void {
  for (const { updates, weights, losses, targets, moments } of found) {
    const limit = TOLERANCE.get(updates)!;
    const context = `${name}, after ${updates}`;
    expect(weights, context).toBeLessThan(limit);
    // Single precision is never exact: a difference of nothing would be two times the same engine.
    expect(weights, context).toBeGreaterThan(0);
    expect(targets, context).toBeLessThan(limit);
    expect(moments, context).toBeLessThan(limit);
    expect(losses, context).toBeLessThan(1e-5);
  }
}
