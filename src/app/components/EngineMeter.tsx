import { useEffect, useState } from 'react';
import { actionById } from '../actions/registry.ts';
import { type FrameStatistics, frameStatistics } from '../animation.ts';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { runningEngine } from '../engine/engineName.ts';
import { useApp } from '../store.ts';
import { formatRate } from './format.ts';
import './engineMeter.css';

const READ_EVERY = 1000;

/** What runs and how fast: training, the city, and frames on the screen. */
export function EngineMeter() {
  const status = useApp((state) => state.training.status);
  const isTrained = useApp(({ training: { summary } }) =>
    summary ? summary.episode >= summary.plannedEpisodes : false,
  );
  const commands = useCommands();
  const engine = useApp((state) => state.training.summary?.engineStatus);
  const measured = useApp((state) => state.training.summary?.slotsPerSecond ?? 0);
  const cityStatus = useApp((state) => state.city.status);
  const citySpeed = useApp((state) => state.city.slotsPerSecond);
  const frames = useFrameStatistics();
  const word = {
    starting: t('meter.starting'),
    running: t('meter.live'),
    paused: isTrained ? t('meter.trained') : t('meter.paused'),
    failed: t('meter.failed'),
  }[status];
  return (
    <section className="meter" aria-label={t('meter.label')}>
      <span className="meter-status" data-status={status}>
        {word}
      </span>
      {engine ? (
        <button
          type="button"
          className="meter-engine"
          aria-haspopup="dialog"
          aria-keyshortcuts={actionById('view.engine').shortcut}
          title={t('action.engine')}
          onClick={() => commands.setEngineOpen(true)}
        >
          <span className="meter-optional">{runningEngine(engine)}</span>
          {status === 'running' ? (
            <span>{t('meter.training', { rate: formatRate(measured) })}</span>
          ) : null}
        </button>
      ) : null}
      {cityStatus === 'running' ? (
        <span className="meter-optional">{t('meter.city', { rate: formatRate(citySpeed) })}</span>
      ) : null}
      {frames ? (
        <span
          className="meter-optional"
          title={t('meter.frames.why', { gap: frames.gap95.toFixed(0) })}
        >
          {t('meter.frames', { rate: frames.framesPerSecond.toFixed(0) })}
        </span>
      ) : null}
    </section>
  );
}

function useFrameStatistics(): FrameStatistics | null {
  const [statistics, setStatistics] = useState<FrameStatistics | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setStatistics(frameStatistics()), READ_EVERY);
    return () => clearInterval(timer);
  }, []);
  return statistics;
}
