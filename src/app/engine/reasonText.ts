/** Why the engine that trains is the one, in a sentence or two. */
import { ENGINE_IDS, type EngineId } from '../../learning/engineChoice.ts';
import type { EngineStatus, GraphicsReason } from '../../workers/protocol.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/engine.ts';
import { formatRate } from '../components/format.ts';
import { engineName } from './engineName.ts';
import { optionName } from './optionName.ts';

export function reasonText({ id, reason }: EngineStatus): string {
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
    case 'option':
      return t('engine.reason.option', { option: optionName(graphics.option) });
    default:
      return t(`engine.reason.${graphics.kind}`);
  }
}
