import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { useApp } from '../store.ts';
import { Icon } from './Icon.tsx';
import './notices.css';

/** Short sentences about what happened; problems are told at once to screen readers. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  const commands = useCommands();
  return (
    <section className="notices" aria-label={t('notice.region')} aria-live="polite">
      {notices.map((notice) => (
        <p key={notice.id} className="notice" data-tone={notice.tone}>
          <span>
            {notice.text}
            {notice.copy ? <CopyField text={notice.copy} /> : null}
          </span>
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={t('notice.dismiss')}
            onClick={() => commands.dismissNotice(notice.id)}
          >
            <Icon name="close" />
          </button>
        </p>
      ))}
    </section>
  );
}

/** A text that could not be copied: selected as soon as it has the focus. */
function CopyField({ text }: { readonly text: string }) {
  return (
    <input
      type="text"
      readOnly
      value={text}
      aria-label={t('link.field')}
      onFocus={(event) => event.target.select()}
    />
  );
}
