/** When a change of a field applies, and what waits for the new run. */
import { t } from '../catalogue/index.ts';
import { writeFieldText } from './fieldText.ts';
import type { Field } from './useField.ts';
import { valueText } from './valueText.ts';

/** In plain words; a change that needs a new run has a mark of its own. */
export function Applies({ field }: { readonly field: Field }) {
  const { applies } = field.meta;
  return (
    <span className="applies" data-applies={applies} title={t(`settings.${applies}.about`)}>
      {t(`settings.${applies}`)}
    </span>
  );
}

/** What runs and what will, while a changed value waits in a draft. */
export function Waits({ field }: { readonly field: Field }) {
  const { name, value, running } = field;
  if (running === undefined || writeFieldText(value) === writeFieldText(running)) return null;
  const [now, next] = [valueText(name, running), valueText(name, value)];
  return <p className="setting-waits">{t('settings.waits', { now, next })}</p>;
}
