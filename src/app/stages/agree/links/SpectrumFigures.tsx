import type { CSSProperties, ReactNode } from 'react';
import type { LinkSpectrum } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { Explained } from '../../../components/Explained.tsx';
import { formatFixed, formatShare } from '../../../components/format.ts';
import { iterationsToTenth, type LinkChoice, type LinkState } from './linkState.ts';

/** sigma_2, the gap and lambda_2, each with what it means. */
export function SpectrumFigures(props: {
  readonly spectrum: LinkSpectrum | null;
  readonly state: LinkState;
  readonly choice: LinkChoice;
}) {
  const { spectrum, state, choice } = props;
  const sigma = spectrum?.secondSingularValue ?? null;
  const lambda = spectrum?.secondEigenvalue ?? null;
  const isTorn = state.piecesLeft.length > 1;
  return (
    <dl className="links-spectrum">
      <Measure
        term={t('links.sigma')}
        formula={t('links.sigma.formula')}
        meaning={t('links.sigma.explained')}
        value={sigma}
      >
        {sigma === null ? '' : tenthText(sigma, isTorn)}
      </Measure>
      <Measure
        term={t('links.gap')}
        formula={t('links.gap.formula')}
        meaning={t('links.gap.explained')}
        value={sigma === null ? null : Math.max(0, 1 - sigma)}
        share={sigma}
      >
        {sigma === null ? '' : gapText(sigma, isTorn)}
      </Measure>
      <Measure
        term={t('links.lambda')}
        formula={t('links.lambda.formula')}
        meaning={t('links.lambda.explained')}
        value={lambda}
      >
        {lambda === null ? '' : lambdaText(lambda, choice, isTorn)}
      </Measure>
    </dl>
  );
}

function Measure(props: {
  readonly term: string;
  readonly formula: string;
  readonly meaning: string;
  readonly value: number | null;
  /** What is left of the gap, as a bar: from 0 to 1. */
  readonly share?: number | null;
  readonly children: ReactNode;
}) {
  const { term, formula, meaning, value, share, children } = props;
  return (
    <div className="links-number">
      <dt>
        <Explained term={term} formula={<span className="number">{formula}</span>}>
          {meaning}
        </Explained>
      </dt>
      <dd className="figure-value number">{value === null ? '–' : formatFixed(value, 3)}</dd>
      {share === undefined ? null : (
        <dd
          className="links-gap"
          aria-hidden="true"
          style={{ '--left': `${100 * (share ?? 1)}%` } as CSSProperties}
        />
      )}
      <dd className="links-says">{children}</dd>
    </div>
  );
}

function gapText(factor: number, isTorn: boolean): string {
  if (isTorn) return t('links.gap.torn');
  return t('links.gap.says', { share: formatShare(Math.max(0, 1 - factor)) });
}

function tenthText(factor: number, isTorn: boolean): string {
  if (isTorn) return t('links.sigma.torn');
  const iterations = iterationsToTenth(factor);
  if (iterations === null) return t('links.sigma.never');
  if (factor < 1e-9) return t('links.sigma.atOnce');
  return t(iterations === 1 ? 'links.sigma.one' : 'links.sigma.says', { iterations });
}

function lambdaText(lambda: number, choice: LinkChoice, isTorn: boolean): string {
  if (isTorn) return t('links.lambda.torn');
  const iterations = iterationsToTenth(Math.sqrt(Math.max(0, lambda)));
  if (choice.failure === 0) return t('links.lambda.square');
  if (iterations === null) return t('links.lambda.never');
  const key = choice.linkModel === 'bursty' ? 'links.lambda.bursty' : 'links.lambda.says';
  return t(key, { iterations, failing: formatShare(choice.failure) });
}
