import { useEffect, useMemo, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/draft.ts';
import '../catalogue/later/joining.ts';
import { runningOf } from '../controller/changes.ts';
import { offerOf } from '../controller/joining.ts';
import { useApp } from '../store.ts';
import { ActionButton } from './ActionButton.tsx';
import { describeDraft } from './describeDraft.ts';
import { formatWhole } from './format.ts';
import './draft.css';

/** Changes that are named; the rest are counted. */
const MOST_NAMED = 4;

/** Asks before a new run ends the one that goes on: what would change, and what would be lost. */
export function DraftBar() {
  const draft = useApp((state) => state.draft);
  const running = useApp(useShallow(runningOf));
  const changes = useMemo(() => (draft ? describeDraft(running, draft) : []), [running, draft]);
  const offer = useMemo(() => (draft ? offerOf(running, draft) : null), [running, draft]);
  const slots = useApp((state) => state.training.summary?.trainedSlots ?? 0);
  const bar = useRef<HTMLElement>(null);
  useRoomFor(bar, draft !== null);
  if (!draft) return null;
  const named = changes.length > MOST_NAMED + 1 ? changes.slice(0, MOST_NAMED) : changes;
  const more = changes.length - named.length;
  return (
    <section ref={bar} className="draft-bar" aria-label={t('draft.label')}>
      <div className="draft-text">
        <ul>
          {named.map((each) => (
            <li key={each}>{each}</li>
          ))}
          {more > 0 ? <li>{t('draft.more', { count: more })}</li> : null}
        </ul>
        {/* The count runs on, and is not read out each time. */}
        <p aria-live="off">{t('draft.lost', { slots: formatWhole(slots) })}</p>
        {offer ? (
          <p>
            {t('joining.offer', offer)} {offer.lsms}
          </p>
        ) : null}
      </div>
      <div className="draft-answers">
        <ActionButton action="draft.start" look="primary" />
        {offer ? <ActionButton action="draft.join" /> : null}
        <ActionButton action="draft.discard" />
      </div>
    </section>
  );
}

/**
 * Makes room at the end of the page and of the drawer, so that everything can be scrolled out from
 * under the bar, and does so at once for the control that has the focus.
 */
function useRoomFor(bar: React.RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    const element = bar.current;
    if (!isOpen || !element) return;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => {
      const { height, bottom } = element.getBoundingClientRect();
      const below = Math.max(0, window.innerHeight - bottom);
      root.style.setProperty('--draft-room', `${Math.ceil(height + 2 * below)}px`);
      const focused = document.activeElement;
      if (focused && focused !== document.body && !element.contains(focused)) {
        focused.scrollIntoView({ block: 'nearest' });
      }
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.style.removeProperty('--draft-room');
    };
  }, [bar, isOpen]);
}
