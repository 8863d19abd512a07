import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { Figure, Figures } from '../../../components/Figures.tsx';
import { formatFixed, formatWhole } from '../../../components/format.ts';
import { live } from '../../../live.ts';
import { useApp } from '../../../store.ts';
import { type Adaptation, adaptation } from './adaptation.ts';

/** The unchanged run beside this one, and what the change cost against it. */
export function AgainstControl() {
  const commands = useCommands();
  const control = useApp((state) => state.companions.control);
  const isOn = control.status !== 'idle' && control.status !== 'failed';
  return (
    <section className="learn-change-part" aria-labelledby="learn-change-control">
      <h2 id="learn-change-control">{t('learnChange.control')}</h2>
      <p className="muted learn-about">{t('learnChange.control.about')}</p>
      <label className="learn-change-choice">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => commands.setCompanion('control', event.currentTarget.checked)}
        />
        {t('learnChange.control.on')}
      </label>
      <p className="learn-change-status" role="status">
        {control.status === 'failed'
          ? t('learnChange.control.failed', { reason: control.reason ?? '' })
          : isOn
            ? t('learnChange.control.stands', {
                from: formatWhole(control.from),
                episode: formatWhole(control.episode),
              })
            : t('learnChange.control.off')}
      </p>
      {isOn ? <Against /> : null}
    </section>
  );
}

function Against() {
  const slots = useApp((state) => state.learner.slotsPerEpisode);
  const slotsPerDay = useApp((state) => state.scenario.slotsPerDay);
  const from = useApp((state) => state.companions.control.from);
  // Both change as often as their summaries come.
  useApp((state) => state.companions.control.episode);
  useApp((state) => state.training.summary?.episode);
  const curve = live.curves.companions.get('control');
  const change = live.curves.changes.find(
    (event) => event.type === 'scenario' && event.slot >= from,
  );
  if (!change || !curve) return <p className="learn-about">{t('learnChange.unchanged')}</p>;
  const found = adaptation(
    live.curves.systemReward,
    curve,
    Math.ceil(change.slot / slots),
    Math.max(1, Math.round(slotsPerDay / slots)),
  );
  if (!found) return <p className="learn-about">{t('learnChange.soon')}</p>;
  return (
    <>
      <Figures>
        <Figure value={signed(found.first)} label={t('learnChange.figure.first')} />
        <Figure
          value={signed(found.lowest.difference)}
          label={t('learnChange.figure.lowest', { day: found.lowest.day })}
        />
        <Figure
          value={signed(found.changed - found.control)}
          label={t('learnChange.figure.now', { day: found.days })}
        />
      </Figures>
      <p>{verdict(found)}</p>
    </>
  );
}

function verdict(found: Adaptation): string {
  const values = {
    days: found.days,
    changed: formatFixed(found.changed, 1),
    control: formatFixed(found.control, 1),
    mean: signed(found.mean),
  };
  if (found.back === null) return t('learnChange.verdict.notYet', values);
  if (found.back === 1) return t('learnChange.verdict.never', values);
  return t('learnChange.verdict.back', { ...values, back: found.back });
}

function signed(value: number): string {
  const text = formatFixed(value, 1);
  return value > 0 && Number(value.toFixed(1)) !== 0 ? `+${text}` : text;
}
