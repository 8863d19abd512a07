import { type PointerEvent, useMemo, useState } from 'react';
import type { LearnerConfiguration } from '../../../learning/configuration.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { paintTracks, type Track, timeAtPoint } from '../../charts/tracks.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { live } from '../../live.ts';
import { useApp } from '../../store.ts';
import type { Palette } from '../../theme/palette.ts';
import { usePalette } from '../../theme/theme.ts';
import { drawnCurves } from './curves.ts';
import { axisEnd, scheduleOf, stretchesOf } from './plan.ts';
import { useWindow } from './useWindow.ts';

/** System reward, exploration and learning rate over the planned episodes. */
export function LearningTracks() {
  const learner = useApp((state) => state.learner);
  const palette = usePalette();
  const window = useWindow();
  const [episode, setEpisode] = useState<number | null>(null);
  const paint = useMemo<Paint>(() => {
    let end = learner.episodes;
    let schedule = scheduleOf(learner, end);
    return (surface) => {
      drawnCurves.refresh(window);
      const { episodes } = drawnCurves;
      if (axisEnd(learner.episodes, episodes) > end) {
        end = axisEnd(learner.episodes, Math.ceil(episodes * 1.25));
        schedule = scheduleOf(learner, end);
      }
      // What was explored stands as it was; what is to come as it is planned now.
      schedule.exploration.set(drawnCurves.exploration);
      paintTracks(surface, palette, tracksOf(palette, learner, schedule), {
        domain: [0, end],
        now: Math.max(0, episodes - 1),
        stretches: stretchesOf(learner).map((stretch) => ({
          ...stretch,
          name: t(`learn.phase.${stretch.name}`),
        })),
        format: formatWhole,
      });
    };
  }, [learner, palette, window]);

  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const end = axisEnd(learner.episodes, drawnCurves.episodes);
    const at = Math.round(timeAtPoint(event.clientX - box.left, box.width, [0, end]));
    setEpisode(at < drawnCurves.episodes ? at : null);
  };
  const planned = formatWhole(learner.episodes);
  return (
    <div>
      <PaintedCanvas
        className="learn-tracks"
        role="img"
        aria-label={t('learn.track.label', { planned })}
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

function tracksOf(
  palette: Palette,
  learner: LearnerConfiguration,
  schedule: ReturnType<typeof scheduleOf>,
): Track[] {
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
      domain: [0, Math.max(learner.learningRateStart, learner.learningRateEnd, 1e-6)],
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
