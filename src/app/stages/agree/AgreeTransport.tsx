import { type CSSProperties, useId } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { formatRate } from '../../components/format.ts';
import { SpeedSlider } from '../../components/SpeedSlider.tsx';
import { useApp } from '../../store.ts';
import { momentAt, SUB_PHASES } from './moment.ts';
import { storyOf } from './story.ts';
import { useCalmCursor } from './useCalm.ts';

const SPEED = { minimum: 0.25, maximum: 60 } as const;

/** Play, step by sub-phase, scrub, speed. */
export function AgreeTransport({ trace }: { readonly trace: AgreementTrace }) {
  const commands = useCommands();
  const id = useId();
  const iterations = trace.iterations.length;
  const cursor = useCalmCursor();
  const moment = momentAt(cursor, iterations);
  const position = Math.round(cursor * SUB_PHASES.length);
  const speed = useApp((state) => state.agreement.speed);
  const last = iterations * SUB_PHASES.length;
  const where = t('agree.iteration', { tau: moment.tau, iterations });
  return (
    <div className="transport agree-transport">
      <ActionButton action="agree.play" look="primary" />
      <ActionButton action="agree.back" iconOnly />
      <ActionButton action="agree.step" iconOnly />
      <label className="hidden" htmlFor={id}>
        {t('agree.cursor')}
      </label>
      <input
        id={id}
        className="agree-scrub"
        type="range"
        min={0}
        max={last}
        step={1}
        value={position}
        aria-valuetext={t('agree.cursor.text', {
          story: storyOf(trace, moment),
          tau: moment.tau,
          iterations,
        })}
        style={{ '--filled': `${(100 * position) / last}%` } as CSSProperties}
        onChange={(event) => {
          commands.setAgreementPlaying(false);
          commands.setAgreementCursor(Number(event.target.value) / SUB_PHASES.length);
        }}
      />
      <output htmlFor={id} className="agree-where number">
        {where}
      </output>
      <SpeedSlider
        label={t('agree.speed')}
        value={speed}
        minimum={SPEED.minimum}
        maximum={SPEED.maximum}
        format={(rate) => t('agree.speed.value', { rate: formatRate(rate) })}
        onChange={commands.setAgreementSpeed}
      />
    </div>
  );
}
