/** One engine that can be chosen: what it is, whether it runs, and how long a slot takes it. */
import type { EngineChoice, EngineId } from '../../learning/engineChoice.ts';
import type { EngineFinding, EngineStatus } from '../../workers/protocol.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/engine.ts';
import { useCommands } from '../commandsContext.ts';
import { formatRate } from '../components/format.ts';
import { adapterName, engineName } from './engineName.ts';
import { optionName } from './optionName.ts';

const abouts = {
  auto: 'engine.about.auto',
  typescript: 'engine.about.typescript',
  wasm: 'engine.about.kernels',
  webgpu: 'engine.about.fused',
  'tfjs-webgpu': 'engine.about.webgpu',
  'tfjs-wasm': 'engine.about.wasm',
  'tfjs-cpu': 'engine.about.cpu',
} as const satisfies Record<EngineChoice, string>;

/** @param props.longest milliseconds that the whole width stands for */
export function EngineOption(props: {
  readonly engine: EngineChoice;
  readonly chosen: boolean;
  readonly status: EngineStatus | undefined;
  readonly finding: EngineFinding | undefined;
  readonly longest: number;
}) {
  const commands = useCommands();
  const { engine, chosen, status, finding, longest } = props;
  const runs = status?.id === engine;
  const time = engine === 'auto' ? undefined : status?.times[engine];
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
      {time === undefined ? null : <TimeBar time={time} longest={longest} />}
      <span className="engine-about">
        {finding?.adapter ? `${adapterName(finding.adapter)}. ` : null}
        {t(abouts[engine])}
      </span>
    </label>
  );
}

/** A measured time as a length, beside its number. */
function TimeBar({ time, longest }: { readonly time: number; readonly longest: number }) {
  return (
    <span className="engine-time">
      <span className="engine-bar" aria-hidden>
        <span style={{ width: `${(100 * time) / longest}%` }} />
      </span>
      <span>{t('engine.time', { time: formatRate(time) })}</span>
    </span>
  );
}

function stateText(
  engine: EngineId,
  runs: boolean,
  status: EngineStatus | undefined,
  finding: EngineFinding | undefined,
): string {
  const obstacle = finding?.obstacle;
  if (obstacle === 'option') {
    return t('engine.state.option', { option: optionName(finding?.option ?? '') });
  }
  if (obstacle && obstacle !== 'failed') return t(`engine.state.${obstacle}`);
  const speed = status?.speeds[engine];
  const rate = speed === undefined ? null : t('engine.state.speed', { rate: formatRate(speed) });
  if (runs) return [t('engine.state.runs'), rate].filter((part) => part).join(' · ');
  if (rate !== null) return rate;
  return t(status?.times[engine] === undefined ? 'engine.state.untried' : 'engine.state.measured');
}
