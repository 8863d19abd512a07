import type { Ref } from 'react';
import { zoneAt } from '../../../../world/topology.ts';
import '../../../catalogue/later/inspect.ts';
import { t } from '../../../catalogue/index.ts';
import { live } from '../../../live.ts';
import { nameOf } from '../../../serverName.ts';
import { appStore, useApp } from '../../../store.ts';

/** A few words on the user pointed at; it goes where the user goes, and when it leaves. */
export function UserCard({ user, ref }: { readonly user: number; ref: Ref<HTMLDivElement> }) {
  // Said again in every slot that the page hears of.
  useApp((state) => state.city.summary?.slot);
  const words = wordsOn(user);
  if (!words) return null;
  return (
    <div ref={ref} className="user-card" aria-hidden>
      <strong>{t('inspect.user', { user })}</strong>
      {words.map((word) => (
        <span key={word}>{word}</span>
      ))}
    </div>
  );
}

function wordsOn(user: number): string[] | null {
  const frame = live.city.current;
  const index = frame?.ids.indexOf(user) ?? -1;
  if (!frame || index < 0) return null;
  const { scenario } = appStore.getState();
  const zone = t(`zone.${zoneAt(scenario, frame.x[index]!, frame.y[index]!)}`);
  const tasks = frame.tasksOfUser[index]!;
  const server = frame.servedBy[index]!;
  if (tasks === 0) return [zone, t('inspect.card.idle')];
  return [
    zone,
    tasks === 1 ? t('inspect.card.task') : t('inspect.card.tasks', { tasks }),
    server >= 0 ? t('inspect.card.server', { server: nameOf(server) }) : t('inspect.card.cloud'),
  ];
}
