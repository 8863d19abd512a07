import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { Explained } from '../../components/Explained.tsx';
import { formatWhole } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { bandFormula } from './formulas.ts';

const CHOICES = [0, 1, 3, 5] as const;

/** Trains the same with other seeds, for a band around the curve; says how far that is. */
export function RepeatChoice() {
  const commands = useCommands();
  const { status, wanted } = useApp((state) => state.repeats);
  const isContinued = useApp((state) => Boolean(state.origin?.checkpoint));
  if (isContinued) {
    return <p className="muted learn-about">{t('learn.repeats.continued')}</p>;
  }
  return (
    <div className="learn-repeats">
      <fieldset className="segmented">
        <legend>
          <Explained term={t('learn.repeats.title')} formula={bandFormula}>
            {t('learn.repeats.formula')}
          </Explained>
        </legend>
        {CHOICES.map((count) => (
          <label key={count}>
            <input
              type="radio"
              name="learn-repeats"
              checked={count === wanted}
              onChange={() => commands.setRepeats(count)}
            />
            <span>{count === 0 ? t('learn.repeats.none') : `+${count}`}</span>
          </label>
        ))}
      </fieldset>
      <RepeatProgress />
      {status === 'outdated' || status === 'failed' ? (
        <button type="button" className="link" onClick={() => commands.setRepeats(wanted)}>
          {t('learn.repeats.again')}
        </button>
      ) : null}
    </div>
  );
}

function RepeatProgress() {
  const { status, wanted, finished, episode, secondsLeft } = useApp((state) => state.repeats);
  const planned = useApp((state) => state.learner.episodes);
  const seed = useApp((state) => state.seed);
  if (status === 'idle') return null;
  if (status !== 'running') {
    return (
      <p className="muted learn-about" role="status">
        {t(`learn.repeats.${status}`, { count: finished + 1, from: seed, to: seed + finished })}
      </p>
    );
  }
  const left = secondsLeft === null ? '' : timeLeft(secondsLeft);
  return (
    <p className="muted learn-about learn-repeats-progress">
      <progress
        max={wanted * planned}
        value={finished * planned + episode}
        aria-label={t('learn.repeats.title')}
      />
      <span>
        {t('learn.repeats.running', {
          done: finished,
          wanted,
          episode: formatWhole(episode),
          left,
        })}
      </span>
    </p>
  );
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return t('learn.repeats.seconds', { seconds: Math.ceil(seconds) });
  return t('learn.repeats.minutes', { minutes: Math.ceil(seconds / 60) });
}
