import { useEffect, useState } from 'react';
import { type FrameStatistics, frameStatistics } from '../animation.ts';
import { isMessageKey, t } from '../catalogue/index.ts';
import { useApp } from '../store.ts';
import { formatRate } from './format.ts';

const READ_EVERY = 1000;

/** What runs and how fast: training, the city, and frames on the screen. */
export function EngineMeter() {
  const status = useApp((state) => state.training.status);
  const engine = useApp((state) => state.training.summary?.engine);
  const measured = useApp((state) => state.training.summary?.slotsPerSecond ?? 0);
  const cityStatus = useApp((state) => state.city.status);
  const citySpeed = useApp((state) => state.city.slotsPerSecond);
  const frames = useFrameStatistics();
  const word = {
    starting: t('meter.starting'),
    running: t('meter.live'),
    paused: t('meter.paused'),
    failed: t('meter.failed'),
  }[status];
  const engineKey = `meter.engine.${engine}`;
  const why = frames
    ? t('meter.engine.why', { gap: frames.gap95.toFixed(0) })
    : t('meter.engine.none');
  return (
    <section className="meter" aria-label={t('meter.label')} title={why}>
      <span className="meter-status" data-status={status}>
        {word}
      </span>
      {engine ? (
        <span className="meter-optional">{isMessageKey(engineKey) ? t(engineKey) : engine}</span>
      ) : null}
      {status === 'running' ? (
        <span>{t('meter.training', { rate: formatRate(measured) })}</span>
      ) : null}
      {cityStatus === 'running' ? (
        <span className="meter-optional">{t('meter.city', { rate: formatRate(citySpeed) })}</span>
      ) : null}
      {frames ? (
        <span className="meter-optional">
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
