import { actions } from '../actions/registry.ts';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import type { Stage } from '../state.ts';
import { appStore, useApp } from '../store.ts';
import { nextTheme, useThemeName } from '../theme/theme.ts';
import { ActionButton } from './ActionButton.tsx';
import { EngineMeter } from './EngineMeter.tsx';

const stages = ['city', 'learn', 'agree', 'distil'] as const satisfies readonly Stage[];

/** Name, stages, what the engines do, and the tools of the page. */
export function Header() {
  return (
    <header className="header">
      <p className="wordmark">
        N<sub>2</sub>O Playground
      </p>
      <StageNavigation />
      <EngineMeter />
      <div className="header-tools">
        <ActionButton action="session.copyLink" look="plain" iconOnly />
        <ActionButton action="view.settings" look="plain" iconOnly />
        <ThemeButton />
        <ActionButton action="view.help" look="plain" iconOnly />
      </div>
    </header>
  );
}

function ThemeButton() {
  const next = nextTheme(useThemeName());
  const label = t('theme.next', { theme: t(`theme.${next}`) });
  return <ActionButton action="view.theme" look="plain" iconOnly label={label} />;
}

function StageNavigation() {
  const shown = useApp((state) => state.stage);
  const commands = useCommands();
  return (
    <nav className="stages" aria-label={t('stage.navigation')}>
      {stages.map((stage) => {
        const action = actions.find(({ id }) => id === `stage.${stage}`)!;
        return (
          <button
            key={stage}
            type="button"
            aria-current={shown === stage ? 'page' : undefined}
            aria-keyshortcuts={action.shortcut}
            title={`${t(action.label)} (${action.shortcut})`}
            onClick={() => action.perform(commands, appStore.getState())}
          >
            {t(`stage.${stage}`)}
          </button>
        );
      })}
    </nav>
  );
}
