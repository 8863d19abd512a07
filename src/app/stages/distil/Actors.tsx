import { useId } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { useApp } from '../../store.ts';

/** What can be done with the actors: let them run the city, take them along, bring others. */
export function Actors() {
  const commands = useCommands();
  const id = useId();
  const has = useApp((state) => state.distil.distilled !== null);
  const runs = useApp((state) => state.city.policy === 'distilled');
  return (
    <section className="distil-actors" aria-labelledby={id}>
      <h2 id={id}>{t('distil.actors')}</h2>
      <div className="distil-deeds">
        <ActionButton action="distil.letRun" />
        <button
          type="button"
          className="button"
          disabled={!has}
          onClick={() => commands.saveActors()}
        >
          {t('distil.save')}
        </button>
        <button type="button" className="button" onClick={() => commands.openActors()}>
          {t('distil.open')}
        </button>
      </div>
      <p className="muted distil-about">
        {t(runs ? 'distil.actors.run' : has ? 'distil.actors.about' : 'distil.actors.none')}
      </p>
    </section>
  );
}
