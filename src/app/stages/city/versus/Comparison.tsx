import { useCallback, useRef } from 'react';
import '../../../catalogue/later/versus.ts';
import type { ComparisonState, RivalPlan } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import type { Domain } from '../../../charts/domain.ts';
import { PaintedCanvas, type Surface } from '../../../charts/PaintedCanvas.tsx';
import { formatFixed } from '../../../components/format.ts';
import { useApp } from '../../../store.ts';
import { textScale, usePalette } from '../../../theme/theme.ts';
import { differences } from './differenceHistory.ts';
import { rivalName, useOwnName } from './names.ts';
import { paintDays, paintSlots } from './paintDifference.ts';
import { verdict } from './verdict.ts';
import './versus.css';

const NO_DAYS: readonly number[] = [];
const NONE = '–';

/** What both earn, by how much they differ, and how sure that is. */
export function Comparison() {
  const rival = useApp(({ city }) => city.rival);
  return rival ? <Result rival={rival} /> : null;
}

function Result({ rival }: { readonly rival: RivalPlan }) {
  const own = useOwnName();
  const other = rivalName(rival);
  const state = useApp(({ city }) => city.summary?.rival?.comparison ?? null);
  const isTraining = useApp(({ training }) => training.status === 'running');
  return (
    <div className="versus-result">
      <p className="versus-verdict">
        {state && state.slots > 0 ? verdict(own, other, state) : t('versus.waits')}
      </p>
      <Earned own={own} other={other} state={state} />
      <div className="versus-charts">
        <Slots own={own} rival={other} />
        <Days days={state?.days ?? NO_DAYS} />
      </div>
      <p className="muted">
        {t('versus.about')} {isTraining ? t('versus.learning') : null}
      </p>
    </div>
  );
}

function Earned(props: {
  readonly own: string;
  readonly other: string;
  readonly state: ComparisonState | null;
}) {
  const { own, other, state } = props;
  const slot = useApp(({ city }) => city.summary?.systemReward);
  const units = useApp(({ city }) => sum(city.summary?.servers.map(({ decision }) => decision)));
  const rivalSlot = useApp(({ city }) => city.summary?.rival?.systemReward);
  const rivalUnits = useApp(({ city }) => sum(city.summary?.rival?.decisions));
  const mean = (total: number | undefined) =>
    state && state.slots > 0 ? (total ?? 0) / state.slots : undefined;
  return (
    <table className="versus-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('versus.slot')}</th>
          <th scope="col">{t('versus.mean')}</th>
          <th scope="col">{t('versus.units')}</th>
        </tr>
      </thead>
      <tbody className="number">
        <Row name={own} slot={slot} mean={mean(state?.own)} units={units} />
        <Row name={other} slot={rivalSlot} mean={mean(state?.rival)} units={rivalUnits} />
      </tbody>
    </table>
  );
}

function Row(props: {
  readonly name: string;
  readonly slot: number | undefined;
  readonly mean: number | undefined;
  readonly units: number | undefined;
}) {
  const { name, slot, mean, units } = props;
  const text = (value: number | undefined) => (value === undefined ? NONE : formatFixed(value, 1));
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{text(slot)}</td>
      <td>{text(mean)}</td>
      <td>{units ?? NONE}</td>
    </tr>
  );
}

function sum(values: readonly number[] | undefined): number | undefined {
  return values?.reduce((total, value) => total + value, 0);
}

function Slots({ own, rival }: { readonly own: string; readonly rival: string }) {
  const palette = usePalette();
  const domain = useRef<Domain | null>(null);
  const paint = useCallback(
    (surface: Surface) => {
      const present = differences.slots.length === 0 ? null : domain.current;
      domain.current = paintSlots(surface, palette, textScale(), differences.slots, present);
    },
    [palette],
  );
  return (
    <figure>
      <PaintedCanvas
        className="versus-canvas"
        aria-hidden
        paint={paint}
        version={() => differences.version}
      />
      <figcaption className="muted">{t('versus.chart', { own, rival })}</figcaption>
    </figure>
  );
}

function Days({ days }: { readonly days: readonly number[] }) {
  const palette = usePalette();
  const paint = useCallback(
    (surface: Surface) => paintDays(surface, palette, textScale(), days),
    [palette, days],
  );
  return (
    <figure>
      <PaintedCanvas className="versus-canvas" aria-hidden paint={paint} />
      <figcaption className="muted">{t('versus.days')}</figcaption>
    </figure>
  );
}
