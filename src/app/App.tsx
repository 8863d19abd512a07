import { lazy, Suspense, useEffect, useRef } from 'react';
import { t } from './catalogue/index.ts';
import { useCommands } from './commandsContext.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Header } from './components/Header.tsx';
import { Notices } from './components/Notices.tsx';
import { Part } from './components/Part.tsx';
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
const DistilStage = lazy(() =>
  import('./stages/distil/DistilStage.tsx').then((module) => ({ default: module.DistilStage })),
);
const HelpSheet = lazy(() =>
  import('./components/HelpSheet.tsx').then((module) => ({ default: module.HelpSheet })),
);
const DemandEditor = lazy(() =>
  import('./settings/DemandEditor.tsx').then((module) => ({ default: module.DemandEditor })),
);
const DraftBar = lazy(() =>
  import('./components/DraftBar.tsx').then((module) => ({ default: module.DraftBar })),
);
const EngineSheet = lazy(() =>
  import('./engine/EngineSheet.tsx').then((module) => ({ default: module.EngineSheet })),
);
const DropVeil = lazy(() =>
  import('./files/DropVeil.tsx').then((module) => ({ default: module.DropVeil })),
);
const SettingsDrawer = lazy(() =>
  import('./settings/SettingsDrawer.tsx').then((module) => ({ default: module.SettingsDrawer })),
);

const stages: Readonly<Record<Stage, React.ComponentType>> = {
  city: CityStage,
  learn: LearnStage,
  agree: AgreeStage,
  distil: DistilStage,
};

export function App() {
  useKeyboard();
  const commands = useCommands();
  const stage = useApp((state) => state.stage);
  useTop(stage);
  const settingsOpen = useApp((state) => state.settingsOpen);
  const demandOpen = useApp((state) => state.demandOpen);
  const engineOpen = useApp((state) => state.engineOpen);
  const helpOpen = useApp((state) => state.helpOpen);
  const isFileHeld = useApp((state) => state.files.isHeld);
  const isDrafted = useApp((state) => state.draft !== null);
  const Shown = stages[stage];
  const opening = t('stage.opening', { stage: t(`stage.${stage}`) });
  return (
    <div className="app">
      <a className="skip" href="#panel">
        {t('app.skip')}
      </a>
      <Header />
      <ErrorBoundary key={stage} title={t('error.stage')} rest={t('error.stage.rest')}>
        <Suspense fallback={<p className="stage-opening">{opening}</p>}>
          <Shown />
        </Suspense>
      </ErrorBoundary>
      {settingsOpen ? (
        <Part onMissing={() => commands.setSettingsOpen(false)}>
          <SettingsDrawer />
        </Part>
      ) : null}
      {demandOpen ? (
        <Part onMissing={() => commands.setDemandOpen(false)}>
          <DemandEditor />
        </Part>
      ) : null}
      {engineOpen ? (
        <Part onMissing={() => commands.setEngineOpen(false)}>
          <EngineSheet />
        </Part>
      ) : null}
      {helpOpen ? (
        <Part onMissing={() => commands.setHelpOpen(false)}>
          <HelpSheet />
        </Part>
      ) : null}
      {/* Always there, so that a draft is read out when it comes. */}
      <div aria-live="polite">
        {isDrafted ? (
          <Part onMissing={() => commands.discardDraft()}>
            <DraftBar />
          </Part>
        ) : null}
      </div>
      {isFileHeld ? (
        <Part>
          <DropVeil />
        </Part>
      ) : null}
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
