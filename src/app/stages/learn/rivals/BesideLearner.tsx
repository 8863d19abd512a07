import { parseCentralized } from '../../../../learning/centralizedConfiguration.ts';
import { centralizedSize } from '../../../../learning/centralizedLayout.ts';
import type { EngineChoice } from '../../../../learning/engineChoice.ts';
import { countText } from '../../../../orchestration/problem.ts';
import type { CompanionKind } from '../../../../session/setup.ts';
import { levelsOf, type Scenario } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { formatFixed, formatRate, formatWhole } from '../../../components/format.ts';
import { refusalOf } from '../../../controller/changes.ts';
import { engineName } from '../../../engine/engineName.ts';
import type { Beside } from '../../../state.ts';
import { useApp } from '../../../store.ts';
import { BESIDE_DASHES } from '../beside.ts';
import { drawnCurves } from '../curves.ts';
import { useWindow } from '../useWindow.ts';

/** One other way to learn: its switch, how far it is, what it earns, and the city to run. */
export function BesideLearner({ kind }: { readonly kind: CompanionKind }) {
  const commands = useCommands();
  const scenario = useApp((state) => state.scenario);
  const beside = useApp((state) => state.companions[kind]);
  const { episodes, slotsPerEpisode } = useApp((state) => state.learner);
  // One that began again in the middle of the run has the rest of its plan.
  const planned = Math.max(1, episodes - Math.ceil(beside.from / slotsPerEpisode));
  const isRunningCity = useApp((state) => state.city.policy === kind);
  const refusal = refusalOf(scenario, kind);
  const isOn = beside.status !== 'idle' && beside.status !== 'failed';
  const policy = t(`learnRivals.name.${kind}`);
  return (
    <section className="learn-beside" aria-label={policy}>
      <div className="learn-beside-head">
        <label>
          <input
            type="checkbox"
            checked={isOn}
            disabled={refusal !== null && !isOn}
            onChange={(event) => commands.setCompanion(kind, event.currentTarget.checked)}
          />
          <DashSample dash={BESIDE_DASHES[kind]} />
          {t('learnRivals.on', { policy })}
        </label>
        <button
          type="button"
          className="button"
          disabled={refusal !== null || isRunningCity}
          onClick={() => commands.setPolicy(kind)}
        >
          {t('learnRivals.run')}
        </button>
      </div>
      <p className="muted learn-about">{aboutText(kind, scenario)}</p>
      {isOn ? (
        <progress
          aria-label={t('learnRivals.progress', { policy })}
          max={planned}
          value={Math.min(planned, beside.episode)}
        />
      ) : null}
      <p className="learn-beside-status" role="status">
        {statusText(beside, refusal, planned)}
      </p>
      {isOn ? <Newest kind={kind} /> : null}
      {beside.restarts > 0 ? (
        <p className="learn-beside-restart">
          {t('learnRivals.restarts', { count: beside.restarts })}
        </p>
      ) : null}
    </section>
  );
}

function aboutText(kind: CompanionKind, scenario: Scenario): string {
  if (kind === 'vdn') return t('learnRivals.vdn.about');
  const { outputs, parameters } = centralizedSize(levelsOf(scenario), parseCentralized({}).hidden);
  return t('learnRivals.centralized.about', {
    outputs: countText(outputs),
    parameters: countText(parameters),
  });
}

function statusText(beside: Beside, refusal: string | null, planned: number): string {
  const { status, reason, episode, slotsPerSecond, engine } = beside;
  if (status === 'idle' && refusal === null) return t('learnRivals.status.idle');
  if (status === 'idle' || status === 'failed') {
    return t('learnRivals.status.failed', { reason: reason ?? refusal ?? '' });
  }
  return t(`learnRivals.status.${status}`, {
    episode: formatWhole(episode),
    planned: formatWhole(planned),
    rate: formatRate(slotsPerSecond),
    engine: engine === null ? '' : engineName(engine as EngineChoice),
  });
}

/** Its running mean as its curve stands, beside that of the run. */
function Newest({ kind }: { readonly kind: CompanionKind }) {
  const window = useWindow();
  // Both change as often as their summaries come.
  useApp((state) => state.companions[kind].episode);
  useApp((state) => state.training.summary?.episode);
  drawnCurves.refresh(window);
  const text = (values: Float64Array | undefined) => {
    const newest = values?.at(-1);
    return newest === undefined || Number.isNaN(newest) ? '–' : formatFixed(newest, 1);
  };
  return (
    <dl className="learn-beside-newest">
      <div>
        <dt>{t('learnRivals.newest')}</dt>
        <dd className="number">{text(drawnCurves.beside.get(kind))}</dd>
      </div>
      <div>
        <dt>{t('learnRivals.mine')}</dt>
        <dd className="number">{text(drawnCurves.smooth)}</dd>
      </div>
    </dl>
  );
}

/** The line as the chart draws it. */
function DashSample({ dash }: { readonly dash: readonly number[] }) {
  return (
    <svg className="learn-beside-dash" width="28" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="28" y2="4" strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
