/** One price range for all servers, or one for each. */
import { priceRangesOf } from '../../world/scenario.ts';
import { t } from '../catalogue/index.ts';
import { configured } from '../controller/changes.ts';
import { planNames } from '../planNames.ts';
import { useApp } from '../store.ts';
import { Segments } from './inputs.tsx';
import { PriceInputs } from './PriceInputs.tsx';
import type { Field } from './useField.ts';

export function PriceRangesControl(props: {
  readonly field: Field;
  readonly id: string;
  readonly label: string;
}) {
  const { field, id, label } = props;
  const scenario = useApp((state) => configured(state).scenario);
  const each = priceRangesOf(scenario);
  const names = planNames(scenario);
  const isList = scenario.priceRanges !== 'shared';
  return (
    <div className="structure">
      <Segments
        id={`${id}-mode`}
        label={label}
        value={isList ? 'each' : 'shared'}
        choices={[
          { value: 'shared', text: t('ranges.shared') },
          { value: 'each', text: t('ranges.each') },
        ]}
        onChoose={(mode) => field.commit(mode === 'shared' ? 'shared' : JSON.stringify(each))}
      />
      {isList ? (
        <ul className="price-ranges">
          {each.map((range, server) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server
            <li key={server}>
              <span className="number" aria-hidden="true">
                {names[server]}
              </span>
              <PriceInputs
                name={names[server]!}
                range={range}
                onChange={(next) => field.commit(JSON.stringify(each.with(server, next)))}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
