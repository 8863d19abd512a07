/** Which engine trained from which slot on, and what happens where one breaks. */
import { useSyncExternalStore } from 'react';
import { ENGINE_IDS } from '../../learning/engineChoice.ts';
import type { TrainingEvent } from '../../session/events.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/engine.ts';
import { formatWhole } from '../components/format.ts';
import { live } from '../live.ts';
import { engineName } from './engineName.ts';

/** Changes that are listed; the ones before them are counted. */
const MOST = 8;

interface Stretch {
  readonly from: number;
  readonly engine: string;
}

export function EngineHistory() {
  const { curves } = live;
  const changes = useSyncExternalStore(
    (listener) => curves.subscribe(listener),
    () => curves.changes,
  );
  const all = stretchesOf(changes);
  const shown = all.slice(-MOST);
  const earlier = all.length - shown.length;
  return (
    <section className="engine-section">
      <h3>{t('engine.history.title')}</h3>
      {earlier > 0 ? <p className="muted">{t('engine.history.more', { count: earlier })}</p> : null}
      <ol className="engine-history">
        {shown.map(({ from, engine }) => (
          <li key={from}>
            <span className="muted">{t('engine.history.slot', { slot: formatWhole(from) })}</span>
            <span>{nameOf(engine)}</span>
          </li>
        ))}
      </ol>
      <p>{t('engine.history.failure')}</p>
    </section>
  );
}

/** Engines by the slot from which on they trained; one that trained no slot is left out. */
export function stretchesOf(changes: readonly TrainingEvent[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const change of [...changes].sort((one, other) => one.slot - other.slot)) {
    if (change.type !== 'engine') continue;
    if (stretches.at(-1)?.from === change.slot) stretches.pop();
    if (stretches.at(-1)?.engine === change.engine) continue;
    stretches.push({ from: change.slot, engine: change.engine });
  }
  return stretches;
}

/** An engine of a newer log may have a name that is not known here. */
function nameOf(engine: string): string {
  const id = ENGINE_IDS.find((known) => known === engine);
  return id ? engineName(id) : engine;
}
