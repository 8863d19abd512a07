import { t } from '../catalogue/index.ts';
import '../catalogue/later/engine.ts';
import { useCommands } from '../commandsContext.ts';
import { formatRate } from '../components/format.ts';
import { useApp } from '../store.ts';
import { runningEngine } from './engineName.ts';

/** One line: what trains and how fast. Opens the sheet of engines. */
export function EngineChoiceButton() {
  const commands = useCommands();
  const status = useApp((state) => state.training.summary?.engineStatus);
  const isRunning = useApp((state) => state.training.status === 'running');
  const rate = useApp((state) => formatRate(state.training.summary?.slotsPerSecond ?? 0));
  if (!status) return null;
  return (
    <button
      type="button"
      className="link"
      aria-haspopup="dialog"
      onClick={() => commands.setEngineOpen(true)}
    >
      {isRunning
        ? t('engine.link', { engine: runningEngine(status), rate })
        : t('engine.link.resting', { engine: runningEngine(status) })}
    </button>
  );
}
