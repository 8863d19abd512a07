import { lazy, Suspense, useEffect, useRef } from 'react';
import { t } from './catalogue/index.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Header } from './components/Header.tsx';
import { Notices } from './components/Notices.tsx';
import { useKeyboard } from './keyboard.ts';
import { CityStage } from './stages/city/CityStage.tsx';
import type { Stage } from './state.ts';
import { useApp } from './store.ts';

const LearnStage = lazy(() =>
  import('./stages/learn/LearnStage.tsx').then((module) => ({ default: module.LearnStage })),
);
const AgreeStage = lazy(() =>
  import('./stages/agree/AgreeStage.tsx').then((module) => ({ default: module.AgreeStage })),
);
const HelpSheet = lazy(() =>
  import('./components/HelpSheet.tsx').then((module) => ({ default: module.HelpSheet })),
);
const SettingsDrawer = lazy(() =>
  import('./settings/SettingsDrawer.tsx').then((module) => ({ default: module.SettingsDrawer })),
);

const stages: Readonly<Record<Stage, React.ComponentType>> = {
  city: CityStage,
  learn: LearnStage,
  agree: AgreeStage,
};

export function App() {
  useKeyboard();
  const stage = useApp((state) => state.stage);
  useTop(stage);
  const settingsOpen = useApp((state) => state.settingsOpen);
  const helpOpen = useApp((state) => state.helpOpen);
  const Shown = stages[stage];
  const opening = t('stage.opening', { stage: t(`stage.${stage}`) });
  return (
    <div className="app">
      <a className="skip" href="#panel">
        {t('app.skip')}
      </a>
      <Header />
      <ErrorBoundary key={stage} title={t('error.stage')}>
        <Suspense fallback={<p className="stage-opening">{opening}</p>}>
          <Shown />
        </Suspense>
      </ErrorBoundary>
      <Suspense>
        {settingsOpen ? <SettingsDrawer /> : null}
        {helpOpen ? <HelpSheet /> : null}
      </Suspense>
      <Notices />
    </div>
  );
}

/** Another stage begins at its top, wherever the one before was left. */
function useTop(stage: Stage): void {
  const shown = useRef(stage);
  useEffect(() => {
    if (shown.current === stage) return;
    shown.current = stage;
    window.scrollTo(0, 0);
  }, [stage]);
}
