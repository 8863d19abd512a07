import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useState } from 'react';
import { levelAt } from '../../../learning/valueSurface.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { Explained } from '../../components/Explained.tsx';
import { formatFixed } from '../../components/format.ts';
import { nameOf } from '../../serverName.ts';
import { usePalette } from '../../theme/theme.ts';
import { slopeFormula } from './formulas.ts';
import { learnView, useLearnView } from './learnView.ts';
import { followSurface, type ShownSurface } from './liveSurface.ts';
import { greedySample, paintSurface, type Sample, sampleAt, surfaceFrame } from './paintSurface.ts';

/** Q_n over the server's own and one neighbour's decision, jagged as it is. */
export function SurfacePanel(props: {
  readonly server: number;
  readonly neighbours: readonly number[];
}) {
  const { server, neighbours } = props;
  const { learnt } = useCommands();
  const palette = usePalette();
  const chosen = useLearnView((view) => view.neighbour);
  const neighbour =
    chosen !== null && neighbours.includes(chosen) ? chosen : (neighbours[0] ?? null);
  const [shown, setShown] = useState<ShownSurface | null>(null);
  const [read, setRead] = useState<Sample | null>(null);
  useEffect(() => followSurface(learnt, server, neighbour, setShown), [learnt, server, neighbour]);
  const current = shown?.server === server && shown.neighbour === neighbour ? shown : null;
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) => {
        if (!current) return;
        paintSurface(context, width, height, {
          palette,
          surface: current.surface,
          ownName: t('learn.surface.own', { server: nameOf(server) }),
          otherName: t('learn.surface.other', { server: nameOf(neighbour ?? server) }),
          format: (value) => formatFixed(value, Number.isInteger(value) ? 0 : 1),
          read,
        });
      },
    [palette, current, server, neighbour, read],
  );
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!current) return;
    const { clientWidth, clientHeight } = event.currentTarget;
    const box = event.currentTarget.getBoundingClientRect();
    const frame = surfaceFrame(clientWidth, clientHeight);
    setRead(sampleAt(current.surface, frame, event.clientX - box.left, event.clientY - box.top));
  };
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!current || (!step && event.key !== 'Escape')) return;
    event.preventDefault();
    setRead(step ? moved(current, read ?? greedySample(current.surface), step) : null);
  };
  return (
    <section className="learn-surface">
      <div className="learn-servers-head">
        <h3>{t('learn.surface.title', { server: nameOf(server) })}</h3>
        {neighbours.length > 1 ? (
          <NeighbourChoice neighbours={neighbours} neighbour={neighbour} />
        ) : null}
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the surface point by point
        tabIndex={0}
        data-arrows
        role="application"
        aria-label={t('learn.surface.label', { server: nameOf(server) })}
        onKeyDown={move}
      >
        <PaintedCanvas
          className="learn-surface-map"
          aria-hidden
          paint={paint}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => setRead(null)}
        />
        <Readout shown={current} read={read} />
      </div>
      <p className="muted learn-about">
        <Others shown={current} />{' '}
        <Explained term={t('learn.surface.formula.term')} formula={slopeFormula}>
          {t('learn.surface.formula')}
        </Explained>
      </p>
    </section>
  );
}

const STEPS: Readonly<Record<string, Sample>> = {
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
  ArrowUp: { column: 0, row: 1 },
  ArrowDown: { column: 0, row: -1 },
};

function moved({ surface }: ShownSurface, from: Sample, step: Sample): Sample {
  return {
    column: Math.min(surface.columns - 1, Math.max(0, from.column + step.column)),
    row: Math.min(surface.rows - 1, Math.max(0, from.row + step.row)),
  };
}

/** Value and slopes at the sample that is read, else at the best pair of levels. */
function Readout(props: { readonly shown: ShownSurface | null; readonly read: Sample | null }) {
  const { shown, read } = props;
  if (!shown) return <p className="learn-readout muted">{t('learn.policy.waiting')}</p>;
  const { surface, neighbour } = shown;
  const { column, row } = read ?? greedySample(surface);
  const at = row * surface.columns + column;
  const values = {
    own: formatFixed(levelAt(column), read ? 2 : 0),
    other: formatFixed(levelAt(row), read ? 2 : 0),
    value: formatFixed(surface.values[at]!, 1),
    ownSlope: signed(surface.ownSlopes[at]!),
    otherSlope: signed(surface.otherSlopes[at]!),
  };
  const kind = neighbour === null ? 'alone' : read ? 'point' : 'greedy';
  return (
    <p className="learn-readout" aria-live={read ? 'polite' : 'off'}>
      {t(`learn.surface.readout.${kind}`, values)}
    </p>
  );
}

function signed(slope: number): string {
  const text = formatFixed(slope, 1);
  return slope > 0 ? `+${text}` : text;
}

/** What the other neighbours rent while the two vary. */
function Others({ shown }: { readonly shown: ShownSurface | null }) {
  if (!shown) return null;
  const others = shown.scope
    .map((server, index) => ({ server, level: shown.alpha[index]! }))
    .filter(({ server }, index) => index > 0 && server !== shown.neighbour);
  if (others.length === 0) return t('learn.surface.others.none');
  const list = others
    .map(({ server, level }) => t('learn.surface.others.one', { server: nameOf(server), level }))
    .join(', ');
  return t('learn.surface.others', { list });
}

function NeighbourChoice(props: {
  readonly neighbours: readonly number[];
  readonly neighbour: number | null;
}) {
  return (
    <fieldset className="segmented">
      <legend className="learn-legend">{t('learn.surface.neighbour')}</legend>
      {props.neighbours.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="learn-neighbour"
            checked={each === props.neighbour}
            onChange={() => learnView.setState({ neighbour: each })}
          />
          <span>{nameOf(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}
