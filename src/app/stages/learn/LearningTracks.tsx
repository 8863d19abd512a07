import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import type { TrainingEvent } from '../../../session/events.ts';
import { t } from '../../catalogue/index.ts';
import { extent } from '../../charts/domain.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import {
  paintTracks,
  type TimeMark,
  type Track,
  type TrackLine,
  timeAtPoint,
} from '../../charts/tracks.ts';
import { session } from '../../commands.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { type FollowedPlan, live } from '../../live.ts';
import { useApp } from '../../store.ts';
import type { Palette } from '../../theme/palette.ts';
import { usePalette } from '../../theme/theme.ts';
import { drawnEdges } from './band.ts';
import { BESIDE_DASHES } from './beside.ts';
import { drawnCurves } from './curves.ts';
import { learnView, readEpisode, togglePin, useLearnView } from './learnView.ts';
import { marksOf } from './marks.ts';
import { axisEnd, scheduleOf, stretchesAlong } from './plan.ts';
import { readout } from './readout.ts';
import { useWindow } from './useWindow.ts';

/** Share of the axis within which several changes are one mark. */
const TOGETHER = 0.004;

/** System reward, exploration and learning rate over the planned episodes. */
export function LearningTracks() {
  const planned = useApp((state) => state.learner.episodes);
  const palette = usePalette();
  const window = useWindow();
  const read = useLearnView(readEpisode);
  const pinned = useLearnView((view) => view.pinned);
  const shownEnd = useRef(planned);
  const paint = useMemo<Paint>(() => {
    let end = 0;
    let plans: readonly FollowedPlan[] = [];
    let schedule = scheduleOf(plans, end);
    let changes: readonly TrainingEvent[] | null = null;
    let marks: readonly TimeMark[] = [];
    return (surface) => {
      drawnCurves.refresh(window);
      const { episodes } = drawnCurves;
      const needed = axisEnd(planned, episodes);
      if (needed !== end || plans !== live.curves.plans) {
        plans = live.curves.plans;
        end = needed;
        schedule = scheduleOf(plans, end);
        changes = null;
      }
      if (changes !== live.curves.changes) {
        changes = live.curves.changes;
        const { setup } = session.run.record;
        marks = setup ? marksOf(setup, changes, TOGETHER * end) : [];
      }
      // What was explored stands as it was; what is to come as it is planned now.
      schedule.exploration.set(drawnCurves.exploration);
      shownEnd.current = end;
      paintTracks(surface, palette, tracksOf(palette, schedule), {
        domain: [0, end],
        now: Math.max(0, episodes - 1),
        stretches: stretchesAlong(plans).map((stretch) => ({
          ...stretch,
          name: t(`learn.phase.${stretch.name}`),
        })),
        format: formatWhole,
        name: t('learn.track.episodes'),
        marks,
        crosshair:
          read !== null && read < episodes
            ? { at: read, pinned: read === pinned, text: formatWhole(read + 1) }
            : null,
      });
    };
  }, [planned, palette, window, read, pinned]);

  const at = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const domain = [0, shownEnd.current] as const;
    const episode = Math.round(timeAtPoint(event.clientX - box.left, box.width, domain));
    return episode < drawnCurves.episodes ? episode : null;
  };
  const press = (event: KeyboardEvent) => {
    if (pressKey(event.key, event.shiftKey)) event.preventDefault();
  };
  return (
    <div
      className="learn-hero"
      role="slider"
      tabIndex={0}
      data-arrows
      aria-label={t('learn.track.label', { planned: formatWhole(planned) })}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, drawnCurves.episodes)}
      aria-valuenow={(read ?? Math.max(0, drawnCurves.episodes - 1)) + 1}
      aria-valuetext={readout(read, window)}
      onKeyDown={press}
      onPointerMove={(event) => learnView.setState({ pointed: at(event) })}
      onPointerLeave={() => learnView.setState({ pointed: null })}
      onClick={(event) => {
        const episode = at(event as unknown as PointerEvent<HTMLElement>);
        if (episode !== null) togglePin(episode);
      }}
    >
      <PaintedCanvas
        className="learn-tracks"
        aria-hidden
        paint={paint}
        version={() => live.curves.version}
      />
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: 50,
  PageDown: -50,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Reads another episode, pins the one that is read, or lets go; whether the key was one of these. */
function pressKey(key: string, far: boolean): boolean {
  const last = drawnCurves.episodes - 1;
  if (last < 0) return false;
  const { pinned, pointed } = learnView.getState();
  const here = Math.min(last, pointed ?? pinned ?? last);
  if (key === 'Enter' || key === ' ') {
    togglePin(here);
    learnView.setState({ pointed: null });
    return true;
  }
  if (key === 'Escape') {
    learnView.setState({ pointed: null, pinned: null });
    return true;
  }
  const step = STEPS[key];
  if (step === undefined) return false;
  const to = here + step * (far ? 10 : 1);
  learnView.setState({ pointed: Math.min(last, Math.max(0, to)) });
  return true;
}

function tracksOf(palette: Palette, schedule: ReturnType<typeof scheduleOf>): Track[] {
  const { band } = drawnCurves;
  return [
    {
      title: t('learn.track.reward'),
      weight: 6,
      domain: drawnCurves.domain,
      ...(band ? { band: { ...drawnEdges(band), colour: palette.demand } } : {}),
      lines: [
        {
          name: '',
          values: drawnCurves.raw,
          colour: palette.text,
          width: 1,
          // Over a band the single episodes would hide it.
          alpha: band ? 0.08 : 0.13,
        },
        ...(band
          ? [
              {
                name: t('learn.track.seeds', { count: live.curves.repeats.length + 1 }),
                values: band.mean,
                colour: palette.demand,
                width: 1.75,
                dash: [7, 4],
                reference: true,
                format: (value: number) => formatFixed(value, 1),
              },
            ]
          : []),
        ...besideLines(palette),
        {
          name: t('learn.track.smooth'),
          values: drawnCurves.smooth,
          colour: palette.text,
          width: 2.5,
          format: (value) => formatFixed(value, 1),
        },
      ],
      format: (value) => formatFixed(value, 0),
    },
    {
      title: t('learn.track.exploration'),
      weight: 1,
      domain: [0, 1],
      lines: [
        {
          name: '',
          values: schedule.exploration,
          colour: palette.text,
          width: 1.75,
          format: formatShare,
        },
      ],
      format: formatShare,
    },
    {
      title: t('learn.track.rate'),
      weight: 1,
      domain: [0, Math.max(extent(schedule.learningRate)[1], 1e-6)],
      lines: [
        {
          name: '',
          values: schedule.learningRate,
          colour: palette.text,
          width: 1.75,
          dash: [5, 3],
          format: rateText,
        },
      ],
      format: rateText,
    },
  ];
}

/** Learners beside this one, told apart by their dashes as in the panel Rivals. */
function besideLines(palette: Palette): TrackLine[] {
  return [...drawnCurves.beside].map(([kind, values]) => ({
    name: t(`learn.track.${kind}`),
    values,
    colour: palette.textMuted,
    width: 1.75,
    dash: BESIDE_DASHES[kind],
    reference: true,
    format: (value: number) => formatFixed(value, 1),
  }));
}

/** A learning rate to two digits, without the zeros that say nothing. */
function rateText(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}
