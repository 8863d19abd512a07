import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { HOURS } from '../../../world/demand.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { Explained } from '../../components/Explained.tsx';
import { formatFixed, formatWhole } from '../../components/format.ts';
import { nameOf } from '../../serverName.ts';
import { appStore, useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import { greedyFormula } from './formulas.ts';
import { LevelLegend } from './LevelLegend.tsx';
import { learnView, useLearnView } from './learnView.ts';
import { livePolicies } from './livePolicies.ts';
import { momentOf } from './now.ts';
import { surroundingsOf } from './observations.ts';
import { cellAt, paintPolicy, policyFrame } from './paintPolicy.ts';
import { cellOf, PRICES, rowOf } from './policyAxes.ts';
import { usePolicyVersion } from './usePolicies.ts';

type Cell = { readonly hour: number; readonly row: number };

/** What one server would rent at every hour and price (the paper's Fig. 4), as it is learnt now. */
export function PolicyPanel({ server }: { readonly server: number }) {
  const palette = usePalette();
  const [read, setRead] = useState<Cell | null>(null);
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) => {
        const map = livePolicies.maps.get(server);
        if (!map) return;
        paintPolicy(context, width, height, {
          palette,
          map,
          prices: livePolicies.prices,
          now: momentOf(server),
          title: t('learn.policy.axis'),
          hour: (hour) => t('learn.policy.hour', { hour }),
          read,
        });
      },
    [palette, server, read],
  );
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const { clientWidth, clientHeight } = event.currentTarget;
    const box = event.currentTarget.getBoundingClientRect();
    const frame = policyFrame(clientWidth, clientHeight);
    setRead(cellAt(frame, event.clientX - box.left, event.clientY - box.top));
  };
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!livePolicies.maps.has(server) || (!step && event.key !== 'Escape')) return;
    event.preventDefault();
    setRead(step ? moved(read ?? nowCell(server), step) : null);
  };
  return (
    <section className="learn-policy">
      <div className="learn-servers-head">
        <h3>{t('learn.policy.title', { server: nameOf(server) })}</h3>
        <GivenChoice />
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the map cell by cell
        tabIndex={0}
        data-arrows
        role="application"
        aria-label={t('learn.policy.label', { server: nameOf(server) })}
        onKeyDown={move}
      >
        <PaintedCanvas
          className="learn-policy-map"
          aria-hidden
          paint={paint}
          version={() => `${livePolicies.version} ${appStore.getState().city.summary?.slot}`}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => setRead(null)}
        />
        <PolicyReadout server={server} read={read} />
      </div>
      <LevelLegend server={server} />
      <p className="muted learn-about">
        <Given server={server} />{' '}
        <Explained term={t('learn.policy.formula.term')} formula={greedyFormula}>
          {t('learn.policy.formula')}
        </Explained>
      </p>
    </section>
  );
}

const STEPS: Readonly<Record<string, Cell>> = {
  ArrowLeft: { hour: -1, row: 0 },
  ArrowRight: { hour: 1, row: 0 },
  ArrowUp: { hour: 0, row: 1 },
  ArrowDown: { hour: 0, row: -1 },
};

function moved(from: Cell, step: Cell): Cell {
  return {
    hour: Math.min(HOURS - 1, Math.max(0, from.hour + step.hour)),
    row: Math.min(PRICES - 1, Math.max(0, from.row + step.row)),
  };
}

function nowCell(server: number): Cell {
  const now = momentOf(server);
  if (!now) return { hour: 12, row: (PRICES - 1) / 2 };
  return {
    hour: Math.min(HOURS - 1, Math.floor(now.hour)),
    row: rowOf(livePolicies.prices, now.price),
  };
}

/** The cell that is read, or the one of this hour and price, in words. */
function PolicyReadout(props: { readonly server: number; readonly read: Cell | null }) {
  usePolicyVersion();
  // The hour changes on its own; the summary comes as often.
  useApp((state) => state.city.summary?.slot);
  const map = livePolicies.maps.get(props.server);
  if (!map) return <p className="learn-readout muted">{t('learn.policy.waiting')}</p>;
  const at = props.read ?? nowCell(props.server);
  const cell = cellOf(map, at.hour, at.row);
  const best = cell.values.map((value) => formatFixed(value, 1)).join(' · ');
  const values = {
    hour: cell.hour,
    price: formatFixed(livePolicies.prices[cell.row]!, 0),
    level: cell.level,
    values: best,
    margin: formatFixed(cell.margin, 1),
    levels: `0–${map.levels - 1}`,
  };
  return (
    <p className="learn-readout" aria-live={props.read ? 'polite' : 'off'}>
      {t(props.read ? 'learn.policy.readout' : 'learn.policy.readout.now', values)}
    </p>
  );
}

function GivenChoice() {
  const given = useLearnView((view) => view.given);
  return (
    <fieldset className="segmented">
      <legend className="hidden">{t('learn.policy.given')}</legend>
      {(['typical', 'now'] as const).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="learn-given"
            checked={each === given}
            onChange={() => learnView.setState({ given: each })}
          />
          <span>{t(`learn.policy.given.${each}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The observations beside hour and price that the map is for. */
function Given({ server }: { readonly server: number }) {
  const given = useLearnView((view) => view.given);
  const kind = useApp((state) => state.scenario.kind);
  usePolicyVersion();
  const { observations } = livePolicies;
  if (!observations) return null;
  const { users, spectrum, estimate } = surroundingsOf(observations, server, kind);
  return t(`learn.policy.given.${given}.about`, {
    users: formatFixed(users, 0),
    spectrum: formatFixed(spectrum, 0),
    estimate: formatFixed(estimate, 2),
    slots: formatWhole(livePolicies.trainedSlots),
  });
}
