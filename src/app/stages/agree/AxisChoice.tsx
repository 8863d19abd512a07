import { useId } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { useApp } from '../../store.ts';
import { AGREEMENT_AXES } from './axis.ts';

/** What the curves are drawn against. */
export function AxisChoice() {
  const commands = useCommands();
  const name = useId();
  const axis = useApp((state) => state.agreement.axis);
  return (
    <fieldset className="segmented agree-axis">
      <legend>{t('agree.track.against')}</legend>
      {AGREEMENT_AXES.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            checked={each === axis}
            onChange={() => commands.setAgreementAxis(each)}
          />
          <span>{t(`agree.track.against.${each}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
