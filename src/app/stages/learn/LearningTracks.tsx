import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { t } from '../../catalogue/index.ts';
import { extent } from '../../charts/domain.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { paintTracks, type Track, timeAtPoint } from '../../charts/tracks.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { type FollowedPlan, live } from '../../live.ts';
import { useApp } from '../../store.ts';
import type { Palette } from '../../theme/palette.ts';
import { usePalette } from '../../theme/theme.ts';
import { drawnCurves } from './curves.ts';
import { axisEnd, scheduleOf, stretchesAlong } from './plan.ts';
import { useWindow } from './useWindow.ts';

/** System reward, exploration and learning rate over the planned episodes. */
export function LearningTracks() {
  const planned = useApp((state) => state.learner.episodes);
  const palette = usePalette();
  const window = useWindow();
  const [episode, setEpisode] = useState<number | null>(null);
  const shownEnd = useRef(planned);
  const paint = useMemo<Paint>(() => {
    let end = 0;
    let plans: readonly FollowedPlan[] = [];
    let schedule = scheduleOf(plans, end);
    return (surface) => {
      drawnCurves.refresh(window);
      const { episodes } = drawnCurves;
      const needed = axisEnd(planned, episodes);
      if (needed > end || plans !== live.curves.plans) {
        plans = live.curves.plans;
        // Beyond the plan the axis grows in steps, not with every episode.
        end = needed > planned ? axisEnd(planned, Math.ceil(episodes * 1.25)) : planned;
        schedule = scheduleOf(plans, end);
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
      });
    };
  }, [planned, palette, window]);

  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const domain = [0, shownEnd.current] as const;
    const at = Math.round(timeAtPoint(event.clientX - box.left, box.width, domain));
    setEpisode(at < drawnCurves.episodes ? at : null);
  };
  return (
    <div>
      <PaintedCanvas
        className="learn-tracks"
        role="img"
        aria-label={t('learn.track.label', { planned: formatWhole(planned) })}
        paint={paint}
        version={() => live.curves.version}
        onPointerMove={point}
        onPointerLeave={() => setEpisode(null)}
      />
      <p className="learn-readout muted">{readout(episode, window)}</p>
    </div>
  );
}

function readout(episode: number | null, window: number): string {
  if (episode === null || episode >= drawnCurves.episodes)
    return t('learn.readout.hint', { window });
  return t('learn.readout', {
    episode: formatWhole(episode + 1),
    reward: formatFixed(drawnCurves.raw[episode]!, 1),
    mean: formatFixed(drawnCurves.smooth[episode]!, 1),
    share: formatShare(drawnCurves.exploration[episode]!),
  });
}

function tracksOf(palette: Palette, schedule: ReturnType<typeof scheduleOf>): Track[] {
  return [
    {
      title: t('learn.track.reward'),
      weight: 5,
      domain: drawnCurves.domain,
      lines: [
        { name: '', values: drawnCurves.raw, colour: palette.text, width: 1, alpha: 0.28 },
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
          format: (value) => value.toPrecision(2),
        },
      ],
      format: (value) => String(Number(value.toPrecision(2))),
    },
  ];
}
