/** What is known of the theorems: about the run that is shown, and of Corollary 1. */
import { useEffect } from 'react';
import type { CorollaryReport, CorollarySetting } from '../../../../experiments/corollaryReport.ts';
import type { TheoryReport } from '../../../../orchestration/theoryReport.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';
import type { Commands } from '../../../state.ts';
import { Measurement } from '../measurement.ts';

/** Kept while the page is. */
export const theoryOfRun = new Measurement<AgreementTrace, TheoryReport>();
export const corollaryOnGrids = new Measurement<CorollarySetting, CorollaryReport>();

/** Grids that a page can wait for. */
export const COROLLARY: CorollarySetting = {
  sides: [3, 4, 5, 6, 8],
  reaches: [1, 2, 3],
  seeds: [1, 2, 3],
  accuracy: 0.5,
  iterations: 10_000,
  curvature: 4,
  gradientScale: 1,
};

/** Works the terms out for a trace, unless that has been done. */
export function useTheoryOf(trace: AgreementTrace, commands: Commands): void {
  useEffect(() => {
    const { of, status } = theoryOfRun.store.getState();
    if (of === trace && status !== 'idle') return;
    measureTheory(trace, commands);
  }, [trace, commands]);
}

export function measureTheory(trace: AgreementTrace, commands: Commands): void {
  void theoryOfRun.start(trace, async (signal) => {
    const measures = await commands.openMeasures();
    return measures?.theory(trace, signal) ?? null;
  });
}

export function measureCorollary(commands: Commands): void {
  void corollaryOnGrids.start(COROLLARY, async (signal) => {
    const measures = await commands.openMeasures();
    return measures?.corollary(COROLLARY, signal) ?? null;
  });
}
