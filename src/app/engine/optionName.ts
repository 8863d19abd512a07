/** An option of the learner by its label, for engines that cannot do it. */
import { isMessageKey, t } from '../catalogue/index.ts';
import '../catalogue/later/fields.ts';

/** @param option name of the field */
export function optionName(option: string): string {
  const key = `field.learner.${option}`;
  return isMessageKey(key) ? `“${t(key)}”` : option;
}
