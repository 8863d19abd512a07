import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/theme/tokens.css';
import './app/theme/base.css';
import './app/theme/layout.css';
import './app/theme/components.css';
import { App } from './app/App.tsx';
import { t } from './app/catalogue/index.ts';
import { commands, openSession } from './app/commands.ts';
import { CommandsContext } from './app/commandsContext.ts';
import { ErrorBoundary } from './app/components/ErrorBoundary.tsx';
import { installConsoleHandle } from './app/console.ts';
import { appStore } from './app/store.ts';
import { followTheme } from './app/theme/theme.ts';

let unfollow = followTheme(appStore.getState().theme);
appStore.subscribe((state, before) => {
  if (state.theme === before.theme) return;
  unfollow();
  unfollow = followTheme(state.theme);
});

installConsoleHandle();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <CommandsContext value={commands}>
      <ErrorBoundary title={t('error.page')}>
        <App />
      </ErrorBoundary>
    </CommandsContext>
  </StrictMode>,
);
// Workers start after the first paint, so that they do not delay it.
requestAnimationFrame(() => setTimeout(openSession));
