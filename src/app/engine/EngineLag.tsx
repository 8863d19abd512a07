/** S, the acting lag: what it costs and what it brings, and the way to its setting. */
import { t } from '../catalogue/index.ts';
import '../catalogue/later/engine.ts';
import { useCommands } from '../commandsContext.ts';
import { useApp } from '../store.ts';

export function EngineLag() {
  const commands = useCommands();
  const lag = useApp((state) => state.learner.actingLag);
  const isWaiting = useApp(
    ({ training: { summary } }) =>
      summary?.engineStatus.adapter !== null && summary?.engineStatus.adapter !== undefined,
  );
  // The sheet covers the page: the setting is reached once it is closed.
  const change = () => {
    commands.setEngineOpen(false);
    commands.setSettingsOpen(true, t('engine.lag.search'));
  };
  return (
    <section className="engine-section">
      <h3>{t('engine.lag.title', { lag })}</h3>
      <p>{t('engine.lag.about')}</p>
      {isWaiting && lag === 1 ? <p className="engine-hint">{t('engine.lag.waits')}</p> : null}
      <p>
        <button type="button" className="link" onClick={change}>
          {t('engine.lag.change')}
        </button>{' '}
        <span className="muted">{t('engine.lag.change.about')}</span>
      </p>
    </section>
  );
}
