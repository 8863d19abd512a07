/** What was changed while training went on, as marks on its curve. */
import type { LearnerConfiguration } from '../../../learning/configuration.ts';
import { ENGINE_IDS } from '../../../learning/engineChoice.ts';
import type { TrainingEvent } from '../../../session/events.ts';
import type { RunOrigin } from '../../../session/setup.ts';
import type { Scenario } from '../../../world/scenario.ts';
import { areSameServers, idsOf } from '../../../world/servers.ts';
import { isMessageKey, t } from '../../catalogue/index.ts';
import type { TimeMark } from '../../charts/timeMarks.ts';
import { engineName } from '../../engine/engineName.ts';

/** What a run began with. */
interface Beginning {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly origin?: Pick<RunOrigin, 'trainedSlots'>;
}

type Fields = Readonly<Record<string, unknown>>;

/** Changes closer than this (in episodes) are one mark: a value that is being turned back and forth. */
export function marksOf(
  beginning: Beginning,
  changes: readonly TrainingEvent[],
  together: number,
): TimeMark[] {
  let { scenario, learner } = beginning;
  const { slotsPerEpisode } = learner;
  const first = beginning.origin?.trainedSlots ?? 0;
  /** What is known of a mark while others may still join it. */
  let group: { at: number; end: number; scenario: Scenario; learner: LearnerConfiguration } | null =
    null;
  const marks: TimeMark[] = [];
  const close = () => {
    if (!group) return;
    const servers = comingAndGoing(group.scenario, scenario);
    const names = [
      ...servers,
      ...changedFields('scenario', group.scenario, scenario, servers.length > 0 ? OF_SERVERS : []),
      ...changedFields('learner', group.learner, learner),
    ];
    // What was turned back again is no change.
    if (names.length > 0) marks.push({ at: group.at, label: label(names) });
    group = null;
  };
  for (const change of changes) {
    const at = change.slot / slotsPerEpisode;
    if (change.type === 'engine') {
      // The engine that a run begins with is no change.
      if (change.slot > first)
        marks.push({ at, label: t('learn.mark.engine', { engine: nameOf(change.engine) }) });
      continue;
    }
    if (group && at - group.end > together) close();
    group ??= { at, end: at, scenario, learner };
    group.end = at;
    if (change.type === 'scenario') scenario = change.scenario;
    else learner = change.learner;
  }
  close();
  return marks.sort((one, other) => one.at - other.at);
}

/** An engine of a newer log may have a name that is not known here. */
function nameOf(engine: string): string {
  const id = ENGINE_IDS.find((known) => known === engine);
  return id ? engineName(id) : engine;
}

/** Fields that say which servers there are. */
const OF_SERVERS = ['sites', 'serverIds', 'levels', 'priceRanges', 'usersPerServer'];

/** Who joined with a plus, who left with a minus. */
function comingAndGoing(before: Scenario, after: Scenario): string[] {
  const [known, present] = [idsOf(before), idsOf(after)];
  if (areSameServers(known, present)) return [];
  const joined = present.filter((id) => !known.includes(id)).map((id) => `+${id}`);
  const left = known.filter((id) => !present.includes(id)).map((id) => `−${id}`);
  return [t('learn.mark.servers', { who: [...joined, ...left].join(' ') })];
}

/** Names of the fields that differ, with their new values; the two ends of the prices are one name. */
function changedFields(
  section: 'scenario' | 'learner',
  before: object,
  after: object,
  without: readonly string[] = [],
): string[] {
  const [old, present] = [before as Fields, after as Fields];
  const changed = Object.keys(present).filter(
    (name) =>
      !without.includes(name) && JSON.stringify(old[name]) !== JSON.stringify(present[name]),
  );
  const prices = ['priceMinimum', 'priceMaximum'];
  const names = changed
    .filter((name) => !prices.includes(name))
    .map((name) => nameOfField(section, name, present[name]));
  if (changed.length - names.length === 0) return names;
  const { priceMinimum, priceMaximum } = present as Pick<Scenario, 'priceMinimum' | 'priceMaximum'>;
  return [t('learn.mark.prices', { from: priceMinimum, to: priceMaximum }), ...names];
}

function nameOfField(section: string, name: string, value: unknown): string {
  const key = `field.${section}.${name}`;
  const field = isMessageKey(key) ? t(key) : name;
  const isPlain = typeof value === 'number' || typeof value === 'string';
  if (!isPlain) return field;
  // A factor says of itself that it is one.
  const unitKey = `unit.${section}.${name}`;
  const isFactor = isMessageKey(unitKey) && t(unitKey).startsWith('×');
  return t(isFactor ? 'learn.mark.factor' : 'learn.mark.value', { field, value });
}

function label(names: readonly string[]): string {
  if (names.length <= 2) return names.join(', ');
  return t('learn.mark.several', { first: names[0]!, count: names.length - 1 });
}
