import { lazy, useMemo } from 'react';
import { LEARN_PANELS, type LearnPanel } from '../../../session/link.ts';
import { buildTopology } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import '../../catalogue/later/learning.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Explained } from '../../components/Explained.tsx';
import { formatRate } from '../../components/format.ts';
import { PanelTabs, panelId, tabId } from '../../components/PanelTabs.tsx';
import { Part } from '../../components/Part.tsx';
import { SpeedSlider } from '../../components/SpeedSlider.tsx';
import { StageLayout } from '../../components/StageLayout.tsx';
import { EngineChoiceButton } from '../../engine/EngineChoiceButton.tsx';
import { FilesPanel } from '../../files/FilesPanel.tsx';
import { serverOf } from '../../selection.ts';
import { useApp } from '../../store.ts';
import { drawnCurves } from './curves.ts';
import { systemRewardFormula } from './formulas.ts';
import { LearnFigures, LearnStory } from './LearnFigures.tsx';
import { LearningTracks } from './LearningTracks.tsx';
import { LearnTwin } from './LearnTwin.tsx';
import './learn.css';
import { nameOf } from '../../serverName.ts';
import { readEpisode, useLearnView } from './learnView.ts';
import { PolicyPanel } from './PolicyPanel.tsx';
import { MoreChanges, QuickChanges } from './QuickChanges.tsx';
import { RepeatChoice } from './RepeatChoice.tsx';
import { readout } from './readout.ts';
import { ServerLearner } from './ServerLearner.tsx';
import { ServerTiles } from './ServerTiles.tsx';
import { SurfacePanel } from './SurfacePanel.tsx';
import { usePolicies } from './usePolicies.ts';
import { useWindow } from './useWindow.ts';

const RivalsPanel = lazy(() =>
  import('./rivals/RivalsPanel.tsx').then((module) => ({ default: module.RivalsPanel })),
);
const ChangePanel = lazy(() =>
  import('./change/ChangePanel.tsx').then((module) => ({ default: module.ChangePanel })),
);
const MapsPanel = lazy(() =>
  import('./maps/MapsPanel.tsx').then((module) => ({ default: module.MapsPanel })),
);

/** Above the end of the slider training goes as fast as it can. */
const SPEED = { minimum: 1, maximum: 2000, end: Number.POSITIVE_INFINITY } as const;

/**
 * "What does each site learn by itself?": all local Q-networks, trained live. The curve stands where
 * the other stages have their map; the servers' tiles are the map here, each in its place.
 */
export function LearnStage() {
  return (
    <StageLayout
      question={t('learn.question')}
      lead={t('learn.lead')}
      map={
        <div className="learn-stage">
          <LearningTracks />
          <Readout />
        </div>
      }
      transport={
        <>
          <LearnTransport />
          <QuickChanges />
        </>
      }
    >
      <Panel />
    </StageLayout>
  );
}

/** The tabs beside the curve and the panel that is chosen. */
function Panel() {
  const commands = useCommands();
  const panel = useApp((state) => state.learnPanel);
  const name = t(`action.learn.panel.${panel}`);
  return (
    <>
      <PanelTabs
        stage="learn"
        panels={LEARN_PANELS}
        shown={panel}
        label={t('learn.panel.label')}
        onChoose={commands.setLearnPanel}
      />
      <div
        className="learn-panel"
        id={panelId('learn')}
        role="tabpanel"
        aria-labelledby={tabId('learn', panel)}
      >
        <Part
          key={panel}
          instead={<p className="muted">{t('learn.panel.opening', { panel: name })}</p>}
        >
          <Shown panel={panel} />
        </Part>
      </div>
    </>
  );
}

function Shown({ panel }: { readonly panel: LearnPanel }) {
  switch (panel) {
    case 'watch':
      return <WatchPanel />;
    case 'rivals':
      return <RivalsPanel />;
    case 'change':
      return <ChangePanel />;
    case 'policies':
      return <MapsPanel />;
  }
}

function WatchPanel() {
  return (
    <>
      <LearnStory />
      <div className="learn-numbers">
        <LearnFigures />
        <EngineChoiceButton />
      </div>
      <ServerTiles />
      <SelectedServer />
      <section className="learn-further">
        <RepeatChoice />
        <MoreChanges />
      </section>
      <FilesPanel />
      <LearnTwin />
    </>
  );
}

/** The episode that is read, in words, and what is drawn. */
function Readout() {
  const window = useWindow();
  const read = useLearnView(readEpisode);
  const pinned = useLearnView((view) => view.pinned !== null && view.pointed === null);
  // What is read changes as often as the summary comes, and with every repetition.
  useApp((state) => state.training.summary?.episode);
  useApp((state) => state.repeats);
  drawnCurves.refresh(window);
  return (
    <p className="learn-readout muted">
      {readout(read, window)} {pinned ? t('learn.readout.pinned') : null}{' '}
      <Explained term={t('learn.formula.reward.term')} formula={systemRewardFormula}>
        {t('learn.formula.reward')}
      </Explained>
    </p>
  );
}

/** What one server has learnt: the chosen one, else the first. */
function SelectedServer() {
  const scenario = useApp((state) => state.scenario);
  const chosen = useApp((state) => serverOf(state.selected));
  const topology = useMemo(() => buildTopology(scenario), [scenario]);
  const server = chosen !== null && chosen < topology.count ? chosen : 0;
  const servers = useMemo(() => [server], [server]);
  usePolicies(servers);
  return (
    <section
      className="learn-server"
      aria-label={t('learn.server.title', { server: nameOf(server) })}
    >
      <h2>{t('learn.server.title', { server: nameOf(server) })}</h2>
      {chosen === null ? <p className="muted learn-about">{t('learn.server.hint')}</p> : null}
      <div className="learn-server-pictures">
        <PolicyPanel server={server} />
        <SurfacePanel server={server} neighbours={topology.neighbours[server]!} />
      </div>
      <ServerLearner server={server} />
    </section>
  );
}

function LearnTransport() {
  const commands = useCommands();
  const speed = useApp((state) => state.training.slotsPerSecond);
  return (
    <div className="transport">
      <ActionButton action="learn.play" look="primary" />
      <ActionButton action="learn.slot" />
      <ActionButton action="learn.episode" />
      <ActionButton action="session.restart" iconOnly />
      <SpeedSlider
        label={t('learn.speed')}
        value={speed}
        {...SPEED}
        format={(rate) =>
          Number.isFinite(rate)
            ? t('learn.speed.value', { rate: formatRate(rate) })
            : t('learn.speed.maximum')
        }
        onChange={commands.setTrainingSpeed}
      />
    </div>
  );
}
