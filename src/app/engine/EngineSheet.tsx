/** Which engines there are, which of them trains and why, and the choice of another. */
import { useEffect, useState } from 'react';
import {
  ENGINE_CHOICES,
  ENGINE_IDS,
  type EngineChoice,
  type EngineId,
} from '../../learning/engineChoice.ts';
import type { EngineFinding, EngineStatus, GraphicsReason } from '../../workers/protocol.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/engine.ts';
import { useCommands } from '../commandsContext.ts';
import { formatRate } from '../components/format.ts';
import { Sheet } from '../components/Sheet.tsx';
import { useApp } from '../store.ts';
import { adapterName, engineName } from './engineName.ts';
import './engine.css';

const abouts = {
  auto: 'engine.about.auto',
  typescript: 'engine.about.typescript',
  wasm: 'engine.about.kernels',
  webgpu: 'engine.about.fused',
  'tfjs-webgpu': 'engine.about.webgpu',
  'tfjs-wasm': 'engine.about.wasm',
  'tfjs-cpu': 'engine.about.cpu',
} as const satisfies Record<EngineChoice, string>;

export function EngineSheet() {
  const commands = useCommands();
  const choice = useApp((state) => state.training.engine);
  const status = useApp((state) => state.training.summary?.engineStatus);
  const findings = useFindings();
  return (
    <Sheet title={t('action.engine')} kind="sheet" onClose={() => commands.setEngineOpen(false)}>
      <p className="muted">{t('engine.about')}</p>
      <p className="engine-reason" aria-live="polite">
        {status ? reasonText(status) : null}
      </p>
      <fieldset className="engines">
        <legend className="hidden">{t('engine.choose')}</legend>
        {ENGINE_CHOICES.map((engine) => (
          <EngineOption
            key={engine}
            engine={engine}
            chosen={engine === choice}
            status={status}
            finding={findings?.find(({ id }) => id === engine)}
          />
        ))}
      </fieldset>
    </Sheet>
  );
}

function EngineOption(props: {
  readonly engine: EngineChoice;
  readonly chosen: boolean;
  readonly status: EngineStatus | undefined;
  readonly finding: EngineFinding | undefined;
}) {
  const commands = useCommands();
  const { engine, chosen, status, finding } = props;
  const runs = status?.id === engine;
  return (
    <label className="engine" data-runs={runs}>
      <input
        type="radio"
        name="engine"
        value={engine}
        checked={chosen}
        disabled={!chosen && Boolean(finding?.obstacle)}
        onChange={() => commands.setEngine(engine)}
      />
      <span className="engine-name">{engineName(engine)}</span>
      <span className="engine-state">
        {engine === 'auto' ? null : stateText(engine, runs, status, finding)}
      </span>
      <span className="engine-about">
        {finding?.adapter ? `${adapterName(finding.adapter)}. ` : null}
        {t(abouts[engine])}
      </span>
    </label>
  );
}

function stateText(
  engine: EngineId,
  runs: boolean,
  status: EngineStatus | undefined,
  finding: EngineFinding | undefined,
): string {
  const obstacle = finding?.obstacle;
  if (obstacle && obstacle !== 'failed') return t(`engine.state.${obstacle}`);
  const speed = status?.speeds[engine];
  const rate = speed === undefined ? null : t('engine.state.speed', { rate: formatRate(speed) });
  if (runs) return [t('engine.state.runs'), rate].filter((part) => part).join(' · ');
  return rate ?? t('engine.state.untried');
}

/** Why this engine trains, in a sentence or two. */
function reasonText({ id, reason }: EngineStatus): string {
  switch (reason.kind) {
    case 'starting':
      return t('engine.reason.starting', { engine: engineName(reason.engine) });
    case 'chosen':
      return t('engine.reason.chosen', { running: engineName(id) });
    case 'measured':
      return `${timesText(id, reason.times)} ${graphicsText(reason.graphics)}`.trim();
  }
}

function timesText(running: EngineId, times: Readonly<Partial<Record<EngineId, number>>>): string {
  const own = times[running];
  if (own === undefined) return t('engine.reason.alone', { running: engineName(running) });
  const named = { running: engineName(running), time: formatRate(own) };
  const others = ENGINE_IDS.flatMap((id) => {
    const time = id === running ? undefined : times[id];
    if (time === undefined) return [];
    return [t('engine.reason.time', { engine: engineName(id), time: formatRate(time) })];
  });
  if (others.length === 0) return t('engine.reason.time.own', named);
  return t('engine.reason.against', { ...named, others: others.join(', ') });
}

function graphicsText(graphics: GraphicsReason): string {
  switch (graphics.kind) {
    case 'softwareAdapter':
    case 'measuring':
      return t(`engine.reason.${graphics.kind}`, { adapter: graphics.adapter });
    case 'trialFailed':
      return t('engine.reason.trialFailed', { adapter: graphics.adapter, detail: graphics.detail });
    case 'measured':
      return '';
    default:
      return t(`engine.reason.${graphics.kind}`);
  }
}

/** What can be tried here; null until the worker has looked. */
function useFindings(): readonly EngineFinding[] | null {
  const commands = useCommands();
  const [findings, setFindings] = useState<readonly EngineFinding[] | null>(null);
  useEffect(() => {
    let shown = true;
    void commands.findEngines().then((found) => {
      if (shown) setFindings(found);
    });
    return () => {
      shown = false;
    };
  }, [commands]);
  return findings;
}
