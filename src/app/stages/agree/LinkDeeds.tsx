import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { cutText, dropText, type LinkSubject, linkIds } from './deeds.ts';

/** What can be done to a link by hand in the iteration shown, and why a drop takes both messages. */
export function LinkDeeds(props: {
  readonly trace: AgreementTrace;
  readonly tau: number;
  readonly subject: LinkSubject;
}) {
  const { trace, tau, subject } = props;
  const commands = useCommands();
  const drop = dropText(trace, subject, tau);
  const act = (deed: 'cut' | 'drop') => commands.cutLink(deed, linkIds(trace, subject));
  return (
    <fieldset className="agree-deeds" aria-label={t('agree.link.deeds')}>
      <button type="button" className="button" aria-keyshortcuts="X" onClick={() => act('cut')}>
        {cutText(trace, subject, tau)}
      </button>
      <button
        type="button"
        className="button"
        aria-keyshortcuts="D"
        disabled={drop === null}
        onClick={() => act('drop')}
      >
        {drop ?? t('agree.deed.lost')}
      </button>
      <p className="muted">{t('agree.link.why')}</p>
    </fieldset>
  );
}
