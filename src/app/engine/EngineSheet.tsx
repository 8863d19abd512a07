/** What trains and why, how long a slot takes each engine, and the choice of another. */
import { useEffect, useState } from 'react';
import type { EngineChoice } from '../../learning/engineChoice.ts';
import type { EngineFinding } from '../../workers/protocol.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/engine.ts';
import { useCommands } from '../commandsContext.ts';
import { Sheet } from '../components/Sheet.tsx';
import { useApp } from '../store.ts';
import { EngineHistory } from './EngineHistory.tsx';
import { EngineLag } from './EngineLag.tsx';
import { EngineOption } from './EngineOption.tsx';
import './engine.css';
import { reasonText } from './reasonText.ts';

/** All that can be chosen, in three groups: the automatic choice, ours, and those to compare with. */
const GROUPS = {
  choice: ['auto'],
  own: ['typescript', 'wasm', 'webgpu'],
  tensorFlow: ['tfjs-webgpu', 'tfjs-wasm', 'tfjs-cpu'],
} as const satisfies Record<string, readonly EngineChoice[]>;

export function EngineSheet() {
  const commands = useCommands();
  const choice = useApp((state) => state.training.engine);
  const status = useApp((state) => state.training.summary?.engineStatus);
  const findings = useFindings();
  const longest = Math.max(0, ...Object.values(status?.times ?? {}));
  return (
    <Sheet title={t('action.engine')} kind="sheet" onClose={() => commands.setEngineOpen(false)}>
      <p className="engine-reason" aria-live="polite">
        {status ? reasonText(status) : null}
      </p>
      <p className="muted">{t('engine.about')}</p>
      <fieldset className="engines">
        <legend className="hidden">{t('engine.choose')}</legend>
        {Object.entries(GROUPS).map(([group, engines]) => (
          <div key={group} className="engine-group">
            {group === 'choice' ? null : (
              <h3>{t(`engine.group.${group as 'own' | 'tensorFlow'}`)}</h3>
            )}
            {engines.map((engine) => (
              <EngineOption
                key={engine}
                engine={engine}
                chosen={engine === choice}
                status={status}
                finding={findings?.find(({ id }) => id === engine)}
                longest={longest}
              />
            ))}
          </div>
        ))}
      </fieldset>
      {longest > 0 ? <p className="muted engine-note">{t('engine.time.about')}</p> : null}
      <div className="engine-sections">
        <EngineLag />
        <EngineHistory />
      </div>
    </Sheet>
  );
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
