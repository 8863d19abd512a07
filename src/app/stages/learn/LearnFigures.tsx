import { t } from '../../catalogue/index.ts';
import { Figure, Figures } from '../../components/Figures.tsx';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { drawnCurves } from './curves.ts';
import { stretchAt } from './plan.ts';
import { useWindow } from './useWindow.ts';

/** Why the curve looks as it does right now. */
export function LearnStory() {
  const learner = useApp((state) => state.learner);
  const episode = useApp((state) => state.training.summary?.episode ?? null);
  const exploration = useApp((state) => state.training.summary?.exploration ?? 1);
  if (episode === null) return <p>{t('learn.story.waiting')}</p>;
  const stretch = stretchAt(episode, learner);
  return <p>{t(`learn.story.${stretch}`, { share: formatShare(exploration) })}</p>;
}

/** Reward, episode, slots and speed of training. */
export function LearnFigures() {
  const summary = useApp((state) => state.training.summary);
  const planned = useApp((state) => state.learner.episodes);
  const window = useWindow();
  drawnCurves.refresh(window);
  const newest = drawnCurves.smooth.at(-1);
  return (
    <Figures>
      <Figure
        value={newest === undefined ? '–' : formatFixed(newest, 1)}
        label={t('learn.figure.reward')}
      />
      <Figure
        value={formatWhole(summary?.episode ?? 0)}
        label={t('learn.figure.episode', { planned: formatWhole(planned) })}
      />
      <Figure value={formatWhole(summary?.trainedSlots ?? 0)} label={t('learn.figure.slots')} />
    </Figures>
  );
}
