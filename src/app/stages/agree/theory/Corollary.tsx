import { Fragment, useId, useMemo } from 'react';
import type {
  CorollaryPoint,
  CorollaryReport,
  FittedExponent,
  FittedScaling,
} from '../../../../experiments/corollaryReport.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { Explained } from '../../../components/Explained.tsx';
import { formatFixed, formatNumber, formatWhole } from '../../../components/format.ts';
import { useWidth } from '../../../components/useWidth.ts';
import { textScale } from '../../../theme/theme.ts';
import { useMeasurement } from '../measurement.ts';
import { layOutCorollary, meanIterations } from './corollaryLayout.ts';
import { COROLLARY, corollaryOnGrids, measureCorollary } from './measuredTheory.ts';
import { corollaryFormula } from './theoryFormulas.ts';
import { amount } from './theoryRows.ts';

const HEIGHT = 230;

/** Corollary 1's scaling in N and k, measured when it is asked for. */
export function Corollary() {
  const commands = useCommands();
  const { status, value, reason } = useMeasurement(corollaryOnGrids);
  const isRunning = status === 'running';
  const grids = COROLLARY.sides.length * COROLLARY.reaches.length;
  return (
    <section className="theory-corollary">
      <h3>
        <Explained term={t('theory.corollary.title')} formula={corollaryFormula}>
          {t('theory.corollary.note')}
        </Explained>
      </h3>
      <p className="muted">{t('theory.corollary.lead')}</p>
      <div className="theory-run">
        {isRunning ? (
          <button type="button" className="button" onClick={() => corollaryOnGrids.stop()}>
            {t('theory.corollary.stop')}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => measureCorollary(commands)}>
            {t(value ? 'theory.corollary.again' : 'theory.corollary.start')}
          </button>
        )}
        <span aria-live="polite">
          {isRunning
            ? t('theory.corollary.running', { runs: grids * COROLLARY.seeds.length, grids })
            : status === 'stopped' && value === null
              ? t('theory.corollary.stopped')
              : status === 'failed'
                ? t('theory.corollary.failed', { reason: reason ?? '' })
                : ''}
        </span>
      </div>
      {value ? <Measured report={value} /> : null}
    </section>
  );
}

function Measured({ report }: { readonly report: CorollaryReport }) {
  const quantities = [
    {
      key: 'spectrum',
      name: t('theory.corollary.spectrum'),
      of: ({ inverseGap }: CorollaryPoint) => inverseGap,
      fit: report.spectrum,
    },
    { key: 'runs', name: t('theory.corollary.runs'), of: meanIterations, fit: report.runs },
  ] as const;
  return (
    <>
      {quantities.map(({ key, name, of, fit }) => (
        <figure key={key}>
          <Picture report={report} name={name} quantityOf={of} fit={fit} />
          <figcaption>{fitText(name, fit)}</figcaption>
        </figure>
      ))}
      <p className="muted">{t('theory.corollary.note')}</p>
      <details>
        <summary>{t('theory.corollary.table')}</summary>
        <Table report={report} />
      </details>
    </>
  );
}

function exponentText({ value, interval }: FittedExponent): string {
  if (!interval) return t('theory.exponent.alone', { value: formatFixed(value, 2) });
  return t('theory.exponent', {
    value: formatFixed(value, 2),
    low: formatFixed(interval[0], 2),
    high: formatFixed(interval[1], 2),
  });
}

function fitText(quantity: string, { count, reach, paper }: FittedScaling): string {
  if (!count || !reach) return t('theory.corollary.noFit', { quantity });
  return t('theory.corollary.fit', {
    quantity,
    count: exponentText(count),
    reach: exponentText(reach),
    paperCount: formatFixed(paper.count, 0),
    paperReach: formatFixed(paper.reach, 0),
  });
}

function Picture(props: {
  readonly report: CorollaryReport;
  readonly name: string;
  readonly quantityOf: (point: CorollaryPoint) => number | null;
  readonly fit: FittedScaling;
}) {
  const { report, name, quantityOf, fit } = props;
  const [element, width] = useWidth<HTMLDivElement>(560);
  const scale = textScale();
  const clip = useId();
  const height = HEIGHT * (0.5 + 0.5 * scale);
  const { frame, count, value, countTicks, valueTicks, reaches } = useMemo(
    () => layOutCorollary(report.points, quantityOf, fit, width, height, scale),
    [report, quantityOf, fit, width, height, scale],
  );
  return (
    <div ref={element} className="theory-scaling">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('theory.corollary.label', { quantity: name })}
      >
        <clipPath id={clip}>
          <rect
            x={frame.left}
            y={frame.top}
            width={frame.right - frame.left}
            height={frame.bottom - frame.top}
          />
        </clipPath>
        <g className="theory-axes">
          {valueTicks.map((tick) => (
            <Fragment key={tick}>
              <line x1={frame.left} x2={frame.right} y1={value(tick)} y2={value(tick)} />
              <text
                className="number"
                x={frame.left - 6}
                y={value(tick)}
                dy="0.32em"
                textAnchor="end"
              >
                {formatNumber(tick)}
              </text>
            </Fragment>
          ))}
          {countTicks.map((tick) => (
            <text
              key={tick}
              className="number"
              x={count(tick)}
              y={frame.bottom + 16 * scale}
              textAnchor="middle"
            >
              {tick}
            </text>
          ))}
          <text className="theory-picture-title" x={0} y={13 * scale}>
            {name}
          </text>
          <text x={frame.right} y={frame.bottom + 34 * scale} textAnchor="end">
            {t('theory.corollary.axis')}
          </text>
        </g>
        {reaches.map(({ reach, points, law, label }) => (
          <g key={reach} className="theory-reach" data-reach={reach}>
            <path className="theory-law" d={law} clipPath={`url(#${clip})`} />
            {points.map(({ x, y }) => (
              <path
                key={x}
                d={POINTS[(reach - 1) % POINTS.length]}
                transform={`translate(${x},${y})`}
              />
            ))}
            <text x={frame.right + 4} y={label} dy="0.32em">
              {t('theory.corollary.reach', { reach })}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** A shape for every k: circle, square, triangle. */
const POINTS = [
  'M-4.5,0A4.5,4.5 0 1 0 4.5,0A4.5,4.5 0 1 0 -4.5,0Z',
  'M-4,-4H4V4H-4Z',
  'M0,-5L5,4H-5Z',
] as const;

function Table({ report }: { readonly report: CorollaryReport }) {
  const { points, setting } = report;
  return (
    <table className="theory-table">
      <thead>
        <tr>
          <th scope="col">N</th>
          <th scope="col">k</th>
          <th scope="col">σ₂</th>
          <th scope="col">{t('theory.corollary.spectrum')}</th>
          <th scope="col">{t('theory.corollary.runs')}</th>
        </tr>
      </thead>
      <tbody className="number">
        {points.map((point) => (
          <tr key={`${point.count} ${point.reach}`}>
            <th scope="row">{point.count}</th>
            <td>{point.reach}</td>
            <td>{formatFixed(point.secondSingularValue, 4)}</td>
            <td>{amount(point.inverseGap)}</td>
            <td>
              {point.iterations
                .map((each) =>
                  each === null
                    ? t('theory.corollary.never', { iterations: formatWhole(setting.iterations) })
                    : formatWhole(each),
                )
                .join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
