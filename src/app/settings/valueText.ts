/** A field's value in the words of the page, for notes and for the search. */
import { isMessageKey, t } from '../catalogue/index.ts';

/** "0.005", "soft minimum of the delays", "8, 32, 8", "on the grid", "a table of your own". */
export function valueText(name: string, value: unknown): string {
  if (typeof value === 'string') {
    const named = `value.${name}.${value}`;
    if (isMessageKey(named)) return t(named);
    const choice = `choice.${value}`;
    return isMessageKey(choice) ? t(choice) : value;
  }
  if (Array.isArray(value)) {
    if (name === 'sites') return t('value.sites.list', { count: value.length });
    if (name === 'priceRanges') return t('value.priceRanges.list');
    if (name === 'zones') return t('value.zones.list');
    if (name === 'places') return t('value.places.list', { count: value.length });
    if (name === 'cuts') return cutsText(value.length);
    return value.join(', ');
  }
  if (name === 'serverIds' && isIds(value)) {
    return t('value.serverIds.given', { ids: value.ids.join(', ') });
  }
  if (typeof value === 'object' && value !== null) return t('value.demand.table');
  return String(value);
}

function isIds(value: unknown): value is { readonly ids: readonly number[] } {
  return typeof value === 'object' && value !== null && 'ids' in value;
}

function cutsText(count: number): string {
  return count === 0 ? t('value.cuts.none') : t('value.cuts.list', { count });
}
