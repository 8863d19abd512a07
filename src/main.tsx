import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/theme/tokens.css';
import './app/theme/base.css';
import './app/theme/layout.css';
import './app/theme/components.css';
import { App } from './app/App.tsx';
import { t } from './app/catalogue/index.ts';
import type { Session } from './app/commands.ts';
import { CommandsContext } from './app/commandsContext.ts';
import { ErrorBoundary } from './app/components/ErrorBoundary.tsx';
import { installConsoleHandle } from './app/console.ts';
import { lateCommands } from './app/lateCommands.ts';
import { appStore } from './app/store.ts';
import { explainMissing, missingFeatures } from './app/support.ts';
import { followTheme } from './app/theme/theme.ts';

/** Shows the page, on the link that it was opened with; then its workers start. */
async function start(): Promise<void> {
  // Comes while the page is painted, which needs none of it.
  const loading = import('./app/commands.ts').then((module) => module.session);
  const arrived = loading.catch(() => null);
  if (location.hash.length > 1) await takeUpLink(await arrived);
  let unfollow = followTheme(appStore.getState().theme);
  appStore.subscribe((state, before) => {
    if (state.theme === before.theme) return;
    unfollow();
    unfollow = followTheme(state.theme);
  });

  const commands = lateCommands(loading.then((session) => session.commands));
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
  requestAnimationFrame(() => setTimeout(async () => openSession(await arrived)));
}

async function takeUpLink(session: Session | null): Promise<void> {
  await import('./app/link/openLink.ts').then(
    ({ openLink }) => session && openLink(location.hash, session, appStore),
    () => session?.notices.tell('problem', t('link.unread')),
  );
}

function openSession(session: Session | null): void {
  if (!session) {
    const notice = { id: 0, tone: 'problem', text: t('error.session'), about: 'page' } as const;
    appStore.setState({ notices: [notice] });
    return;
  }
  installConsoleHandle(session);
  session.open();
  void import('./app/link/followLink.ts').then(({ followLink }) => followLink(session, appStore));
  void import('./app/files/dropFiles.ts').then(({ takeDroppedFiles }) =>
    takeDroppedFiles(session, appStore),
  );
}

const missing = missingFeatures();
if (missing.length === 0) void start();
else {
  const lacks = t('support.lacks', { features: missing.join(', ') });
  explainMissing(t('support.title'), [lacks, t('support.browsers')]);
}
