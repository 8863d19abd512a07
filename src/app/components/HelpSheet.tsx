/** What each stage shows, every key, what colours and shapes mean, themes, and where it comes from. */
import type { ReactNode } from 'react';
import type { Action } from '../actions/action.ts';
import { actions } from '../actions/registry.ts';
import { type MessageKey, t } from '../catalogue/index.ts';
import '../catalogue/later/draft.ts';
import '../catalogue/later/files.ts';
import '../catalogue/later/help.ts';
import { useCommands } from '../commandsContext.ts';
import './help.css';
import { keyName } from './keyName.ts';
import { MeaningsLegend } from './MeaningsLegend.tsx';
import { Sheet } from './Sheet.tsx';
import { ThemeOptions } from './ThemeOptions.tsx';

const stages = ['city', 'learn', 'agree', 'distil'] as const;
const PAPER = 'https://doi.org/10.1109/JSAC.2020.3036953';

export function HelpSheet() {
  const commands = useCommands();
  return (
    <Sheet title={t('help.title')} kind="sheet" onClose={() => commands.setHelpOpen(false)}>
      <Section title="help.stages">
        <div className="help-stages">
          {stages.map((stage) => (
            <div key={stage}>
              <h4>{t(`stage.${stage}`)}</h4>
              <p>{t(`help.stage.${stage}`)}</p>
            </div>
          ))}
        </div>
      </Section>
      <Section title="help.keys">
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
      </Section>
      <Section title="help.meanings">
        <MeaningsLegend />
      </Section>
      <Section title="help.themes">
        <ThemeOptions />
        <p className="muted">{t('help.themes.about')}</p>
      </Section>
      <Section title="help.about">
        <p>{t('help.about.live')}</p>
        <p>
          {t('help.about.method')}{' '}
          <a href={PAPER} target="_blank" rel="noreferrer">
            {t('help.about.paper')}
          </a>
          .
        </p>
        <p>{t('help.about.licence')}</p>
      </Section>
    </Sheet>
  );
}

function Section(props: { readonly title: MessageKey; readonly children: ReactNode }) {
  return (
    <section className="help-section">
      <h3>{t(props.title)}</h3>
      {props.children}
    </section>
  );
}

function withKey(stage: Action['stage']): readonly Action[] {
  return actions.filter((action) => action.shortcut !== undefined && action.stage === stage);
}

function KeyList(props: { readonly title: string; readonly list: readonly Action[] }) {
  if (props.list.length === 0) return null;
  return (
    <section>
      <h4>{props.title}</h4>
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
