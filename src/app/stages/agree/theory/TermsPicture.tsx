import { Fragment, type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import type { TheoryReport, TheoryTerms } from '../../../../orchestration/theoryReport.ts';
import { t } from '../../../catalogue/index.ts';
import { formatNumber } from '../../../components/format.ts';
import { useWidth } from '../../../components/useWidth.ts';
import { textScale } from '../../../theme/theme.ts';
import { layOutTerms, type TermsLayout } from './termsLayout.ts';
import { amount } from './theoryRows.ts';

const HEIGHT = 440;

/** OPT, COMM and NONC on each other against T', the measured gap below, and the T' that is read. */
export function TermsPicture(props: {
  readonly report: TheoryReport;
  readonly at: TheoryTerms;
  /** Reads another T'; null for the last one. */
  readonly onRead: (terms: TheoryTerms | null) => void;
}) {
  const { report, at, onRead } = props;
  const { terms } = report;
  const [element, width] = useWidth<HTMLDivElement>(600);
  const scale = textScale();
  const height = HEIGHT * (0.5 + 0.5 * scale);
  const layout = useMemo(
    () => layOutTerms(report, width, height, scale),
    [report, width, height, scale],
  );
  const { frame, time, value, labels } = layout;
  const index = terms.indexOf(at);
  const press = (event: KeyboardEvent) => {
    const next = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: terms.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onRead(terms[Math.min(terms.length - 1, Math.max(0, next))]!);
  };
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    onRead(nearest(terms, layout, x));
  };
  const values = {
    iterations: at.iterations,
    optimisation: amount(at.optimisation),
    communication: amount(at.communication),
    nonConvexity: amount(at.nonConvexity),
    gap: amount(at.gap),
  };
  const x = time(at.iterations);
  return (
    <div
      ref={element}
      className="theory-picture"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read it
      tabIndex={0}
      role="application"
      data-arrows
      aria-label={t('theory.picture.label', values)}
      onKeyDown={press}
      onBlur={() => onRead(null)}
    >
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => onRead(null)}
      >
        <Axes layout={layout} />
        <line
          className="theory-spread"
          x1={frame.left}
          x2={frame.right}
          y1={value(report.spread.value)}
          y2={value(report.spread.value)}
        />
        {layout.bands.map(({ band, path }) => (
          <path key={band} className="theory-term" data-band={band} d={path} />
        ))}
        <path className="theory-bound" d={layout.bound} />
        <path className="theory-gap" d={layout.gap} />
        <line className="theory-at" x1={x} x2={x} y1={frame.top} y2={layout.strip.bottom} />
        {at.gap > 0 ? (
          <circle className="theory-gap-dot" cx={x} cy={value(at.gap)} r={4.5} />
        ) : null}
        {(['optimisation', 'communication', 'nonConvexity'] as const).map((band) => (
          <text key={band} x={frame.right + 10} y={labels[band]} dy="0.32em">
            {t(`theory.picture.${band}`)} <tspan className="number">{values[band]}</tspan>
          </text>
        ))}
        <text className="theory-bound-label" x={frame.right + 10} y={labels.bound} dy="0.32em">
          {t('theory.picture.bound')} <tspan className="number">{amount(at.bound)}</tspan>
        </text>
        <text className="theory-gap-label" x={frame.right + 10} y={labels.gap} dy="0.32em">
          {t('theory.picture.gap')} <tspan className="number">{values.gap}</tspan>
        </text>
        <text className="theory-spread-label" x={frame.right + 10} y={labels.spread} dy="0.32em">
          {t('theory.picture.spread')}
        </text>
      </svg>
    </div>
  );
}

function Axes({ layout }: { readonly layout: TermsLayout }) {
  const { frame, time, value } = layout;
  const scale = textScale();
  return (
    <g className="theory-axes">
      {layout.valueTicks.map((tick) => (
        <Fragment key={tick}>
          <line x1={frame.left} x2={frame.right} y1={value(tick)} y2={value(tick)} />
          <text className="number" x={frame.left - 6} y={value(tick)} dy="0.32em" textAnchor="end">
            {formatNumber(Number(tick.toPrecision(3)))}
          </text>
        </Fragment>
      ))}
      {layout.timeTicks.map((tick) => (
        <text
          key={tick}
          className="number"
          x={time(tick)}
          y={layout.strip.bottom + 16 * scale}
          textAnchor="middle"
        >
          {formatNumber(tick)}
        </text>
      ))}
      <text className="theory-picture-title" x={0} y={layout.strip.top - 9 * scale}>
        {t('theory.picture.shares')}
      </text>
      {layout.shares.map(({ band, path, middle }) => (
        <Fragment key={band}>
          <path className="theory-band" data-band={band} d={path} />
          <text x={frame.right + 10} y={middle} dy="0.32em">
            {t(`theory.picture.${band}`)}
          </text>
        </Fragment>
      ))}
      <text className="theory-picture-title" x={0} y={13 * scale}>
        {t('theory.picture.title')}
      </text>
      <text x={frame.right} y={layout.strip.bottom + 35 * scale} textAnchor="end">
        {t('theory.picture.axis')}
      </text>
    </g>
  );
}

function nearest(terms: readonly TheoryTerms[], { time }: TermsLayout, x: number): TheoryTerms {
  const far = ({ iterations }: TheoryTerms) => Math.abs(time(iterations) - x);
  return terms.reduce((best, each) => (far(each) < far(best) ? each : best));
}
