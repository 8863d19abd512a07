import { useId } from 'react';
import type { OrchestrationOptions } from '../../../../orchestration/options.ts';
import type { CityPolicy, RivalPlan } from '../../../../workers/protocol.ts';
import { levelsOf } from '../../../../world/scenario.ts';
import '../../../catalogue/later/versus.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { useApp } from '../../../store.ts';
import { groups } from '../PolicyChoice.tsx';
import './versus.css';

type ReadOut = OrchestrationOptions['readOut'];
const READ_OUTS: readonly ReadOut[] = ['last', 'average', 'sweep', 'best'];

/** N2O's read-out in the city, and a second policy on the same random numbers. */
export function Versus() {
  const commands = useCommands();
  const policy = useApp((state) => state.city.policy);
  const readOut = useApp((state) => state.orchestration.readOut);
  const rival = useApp((state) => state.city.rival);
  return (
    <section className="versus" aria-label={t('versus.title')}>
      {policy === 'n2o' ? (
        <ReadOutChoice
          label={t('versus.readOut')}
          value={readOut}
          onChange={(next) => commands.changeOrchestration({ readOut: next })}
        />
      ) : null}
      <RivalChoice rival={rival} readOut={readOut} onChange={commands.setRival} />
      {rival?.policy === 'n2o' ? (
        <ReadOutChoice
          label={t('versus.readOut.rival')}
          value={rival.readOut}
          onChange={(next) => commands.setRival({ ...rival, readOut: next })}
        />
      ) : null}
    </section>
  );
}

function RivalChoice(props: {
  readonly rival: RivalPlan | null;
  readonly readOut: ReadOut;
  readonly onChange: (rival: RivalPlan | null) => void;
}) {
  const { rival, readOut, onChange } = props;
  const highest = useApp((state) => Math.min(...levelsOf(state.scenario)) - 1);
  const constants = Array.from({ length: highest + 1 }, (_, level): CityPolicy => `fixed${level}`);
  const id = useId();
  return (
    <p className="versus-choice">
      <label htmlFor={id}>{t('versus.with')}</label>
      <select
        id={id}
        value={rival?.policy ?? ''}
        onChange={({ target }) =>
          onChange(target.value ? { policy: target.value as CityPolicy, readOut } : null)
        }
      >
        <option value="">{t('versus.nobody')}</option>
        {Object.entries(groups).map(([group, policies]) => (
          <optgroup key={group} label={t(`city.policies.${group as keyof typeof groups}`)}>
            {policies.map((each) => (
              <option key={each} value={each}>
                {t(`city.policy.${each}`)}
              </option>
            ))}
          </optgroup>
        ))}
        <optgroup label={t('city.policies.fixed')}>
          {constants.map((each, level) => (
            <option key={each} value={each}>
              {t('city.policy.fixed', { level })}
            </option>
          ))}
        </optgroup>
      </select>
    </p>
  );
}

function ReadOutChoice(props: {
  readonly label: string;
  readonly value: ReadOut;
  readonly onChange: (readOut: ReadOut) => void;
}) {
  const id = useId();
  return (
    <p className="versus-choice">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value as ReadOut)}
      >
        {READ_OUTS.map((each) => (
          <option key={each} value={each}>
            {t(`versus.readOut.${each}`)}
          </option>
        ))}
      </select>
    </p>
  );
}
