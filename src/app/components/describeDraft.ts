/** What a drafted run would change, in a few words each. */
import { type Scenario, serverCount } from '../../world/scenario.ts';
import { isMessageKey, t } from '../catalogue/index.ts';
import '../catalogue/later/draft.ts';
import '../catalogue/later/fields.ts';

import { differs } from '../controller/changes.ts';
import { CUSTOM_PRESET } from '../presets.ts';
import { fieldsIn, labelKey, SECTIONS, type Section, unitOf } from '../settings/configuration.ts';
import type { Draft } from '../state.ts';
import { formatWhole } from './format.ts';

type Values = Readonly<Record<string, unknown>>;

/** A longer list is not a value that can be read at a glance. */
const LONGEST_LIST = 4;
/** Fields with as many entries as there are servers or cells: they follow these by themselves. */
const FOLLOWING = ['zones', 'levels', 'priceRanges', 'serverIds'];

/** Every difference between what runs and what would run, the most telling first. */
export function describeDraft(running: Draft, draft: Draft): string[] {
  if (!differs(running, draft)) return [againText(draft)];
  return [
    ...describeOrigin(running, draft),
    ...describeConfiguration(running, draft),
    ...(running.seed === draft.seed
      ? []
      : [change(t('seed.label'), String(running.seed), String(draft.seed))]),
  ];
}

function againText({ origin, seed }: Draft): string {
  if (!origin) return t('draft.again', { seed });
  return t('draft.againFrom', { file: origin.name });
}

/** What the new run begins with, where that is another file or none any more. */
function describeOrigin(running: Draft, { origin }: Draft): string[] {
  if (origin === running.origin) return [];
  if (!origin) return [t('draft.untrained')];
  const { name: file, checkpoint, trainedSlots } = origin;
  if (!checkpoint) return [t('draft.networks', { file })];
  return [t('draft.checkpoint', { file, slot: formatWhole(trainedSlots) })];
}

function describeConfiguration(running: Draft, draft: Draft): string[] {
  const { seed, origin } = draft;
  if (!differs({ ...running, seed, origin }, draft)) return [];
  const presetKey = `preset.${draft.preset}`;
  // The name of a preset says all of its fields.
  if (draft.preset !== CUSTOM_PRESET && isMessageKey(presetKey)) {
    return [t('draft.preset', { preset: t(presetKey) })];
  }
  const isOtherKind = running.scenario.kind !== draft.scenario.kind;
  const servers = isOtherKind ? [] : describeServers(running.scenario, draft.scenario);
  return [
    ...(isOtherKind ? [t('draft.kind')] : []),
    ...servers,
    ...SECTIONS.flatMap((section) => describeSection(section, running, draft)),
  ];
}

/** Servers that were added, taken away or moved one by one. */
function describeServers(before: Scenario, after: Scenario): string[] {
  if (JSON.stringify(before.sites) === JSON.stringify(after.sites)) return [];
  const [old, next] = [serverCount(before), serverCount(after)];
  if (old !== next) return [change(t('draft.servers'), String(old), String(next))];
  if (before.sites === 'grid' || after.sites === 'grid') {
    return [t('draft.changed', { field: t('field.scenario.sites') })];
  }
  const former = before.sites;
  const moved = after.sites.filter(
    ({ x, y }, server) => x !== former[server]!.x || y !== former[server]!.y,
  ).length;
  return [moved === 1 ? t('draft.moved.one') : t('draft.moved', { count: moved })];
}

function describeSection(section: Section, running: Draft, draft: Draft): string[] {
  const before: Values = running[section];
  const after: Values = draft[section];
  const isNewGround = serverCount(running.scenario) !== serverCount(draft.scenario);
  const isOtherKind = running.scenario.kind !== draft.scenario.kind;
  const described: string[] = [];
  for (const [name, meta] of fieldsIn(section, draft)) {
    if (name === 'sites' || (isNewGround && FOLLOWING.includes(name))) continue;
    // Another model has other defaults everywhere; only its size goes on from what runs.
    if (isOtherKind && section === 'scenario' && name !== 'rows' && name !== 'columns') continue;
    if (JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    const field = t(labelKey(section, name));
    const [old, next] = [shortText(before[name]), shortText(after[name])];
    const unit = unitOf(section, name, meta);
    described.push(
      old === null || next === null
        ? t('draft.changed', { field })
        : change(field, old, unit ? `${next} ${unit}` : next),
    );
  }
  return described;
}

function change(field: string, before: string, after: string): string {
  return t('draft.value', { field, before, after });
}

/** A value at a glance; null for a list or table that is none. */
function shortText(value: unknown): string | null {
  if (Array.isArray(value)) return value.length <= LONGEST_LIST ? value.join('-') : null;
  if (typeof value === 'object') return null;
  const key = `choice.${value}`;
  return isMessageKey(key) ? t(key) : String(value);
}
