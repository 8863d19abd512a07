import type { Action } from '../actions/action.ts';
import { actions } from '../actions/registry.ts';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { keyName } from './keyName.ts';
import { Sheet } from './Sheet.tsx';

const stages = ['city', 'learn', 'agree'] as const;

/** Every key and what it does, from the registry. */
export function HelpSheet() {
  const commands = useCommands();
  return (
    <Sheet title={t('help.title')} kind="sheet" onClose={() => commands.setHelpOpen(false)}>
      <p className="muted">{t('help.about')}</p>
      <div className="help-groups">
        <KeyList title={t('help.everywhere')} list={withKey(undefined)} />
        {stages.map((stage) => (
          <KeyList
            key={stage}
            title={t('help.in', { stage: t(`stage.${stage}`) })}
            list={withKey(stage)}
          />
        ))}
      </div>
      <p className="muted">{t('help.map')}</p>
    </Sheet>
  );
}

function withKey(stage: Action['stage']): readonly Action[] {
  return actions.filter((action) => action.shortcut !== undefined && action.stage === stage);
}

function KeyList(props: { readonly title: string; readonly list: readonly Action[] }) {
  if (props.list.length === 0) return null;
  return (
    <section>
      <h3>{props.title}</h3>
      <dl className="keys">
        {props.list.map((action) => (
          <div key={action.id}>
            <dt>
              <kbd>{keyName(action.shortcut!)}</kbd>
            </dt>
            <dd>{t(action.description ?? action.label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
