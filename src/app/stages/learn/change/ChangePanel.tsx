import { useState } from 'react';
import '../../../catalogue/later/learnChange.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { appStore, useApp } from '../../../store.ts';
import { AgainstControl } from './AgainstControl.tsx';
import './change.css';
import { REOPENED } from './reopened.ts';
import { ScheduleEditor } from './ScheduleEditor.tsx';
import { SHOCKS, type Shock, shockFields } from './shocks.ts';
import { withControl } from './withControl.ts';

/** The city changes while the servers learn: now, or by a schedule; an unchanged run stands beside. */
export function ChangePanel() {
  return (
    <div className="learn-change">
      <p className="muted">{t('learnChange.about')}</p>
      <ChangeNow />
      <AgainstControl />
      <ScheduleEditor />
    </div>
  );
}

function ChangeNow() {
  const commands = useCommands();
  const episode = useApp((state) => state.training.summary?.episode ?? 0);
  const planned = useApp((state) => state.learner.episodes);
  const control = useApp((state) => state.companions.control.status);
  const [isControlled, setControlled] = useState(true);
  const [isReopened, setReopened] = useState(false);
  const isWaiting = control === 'starting';
  const reopen = () => commands.changeLearner({ reopened: { from: episode, ...REOPENED } });
  const change = (shock: Shock) => {
    commands.changeScenario(shockFields(shock, appStore.getState().scenario));
    if (isReopened) reopen();
  };
  const hit = (shock: Shock) => {
    const stands = control === 'running' || control === 'paused' || control === 'done';
    if (isControlled && !stands) withControl(commands, () => change(shock));
    else change(shock);
  };
  return (
    <section className="learn-change-part" aria-labelledby="learn-change-now">
      <h2 id="learn-change-now">{t('learnChange.now')}</h2>
      {episode >= planned ? (
        <p className="learn-change-note">
          {t('learnChange.over')}{' '}
          <button
            type="button"
            className="link"
            onClick={() => commands.changeLearner({ episodes: planned + 1000 })}
          >
            {t('learnChange.longer')}
          </button>
        </p>
      ) : null}
      <div className="learn-change-shocks">
        {SHOCKS.map((shock) => (
          <button
            key={shock}
            type="button"
            className="button"
            disabled={isWaiting}
            title={t(`learnChange.shock.${shock}.about`)}
            onClick={() => hit(shock)}
          >
            {t(`learnChange.shock.${shock}`)}
          </button>
        ))}
      </div>
      <label className="learn-change-choice">
        <input
          type="checkbox"
          checked={isControlled}
          onChange={(event) => setControlled(event.currentTarget.checked)}
        />
        {t('learnChange.controlled')}
      </label>
      <label className="learn-change-choice">
        <input
          type="checkbox"
          checked={isReopened}
          onChange={(event) => setReopened(event.currentTarget.checked)}
        />
        {t('learnChange.reopened', { ...REOPENED, share: 100 * REOPENED.share })}
      </label>
      <div>
        <button type="button" className="button" onClick={reopen}>
          {t('learnChange.reopen')}
        </button>
      </div>
      <p className="muted learn-about">{t('learnChange.sliders')}</p>
    </section>
  );
}
