import { useMemo } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Explained } from '../../components/Explained.tsx';
import { formatRate, formatWhole } from '../../components/format.ts';
import { SpeedSlider } from '../../components/SpeedSlider.tsx';
import { StageLayout } from '../../components/StageLayout.tsx';
import { FieldControl } from '../../settings/FieldControl.tsx';
import { useApp } from '../../store.ts';
import '../city/city.css';
import { CityMapView } from '../city/CityMapView.tsx';
import { buildCityMap } from '../city/cityMap.ts';
import { targetFormula } from './formulas.ts';
import { LearnFigures, LearnStory } from './LearnFigures.tsx';
import { LearningTracks } from './LearningTracks.tsx';
import { LearnTwin } from './LearnTwin.tsx';
import './learn.css';
import { ServerTiles } from './ServerTiles.tsx';

/** Above the end of the slider training goes as fast as it can. */
const SPEED = { minimum: 1, maximum: 2000, end: Number.POSITIVE_INFINITY } as const;

/** "What does each site learn by itself?": all local Q-networks, trained live. */
export function LearnStage() {
  const scenario = useApp((state) => state.scenario);
  const map = useMemo(() => buildCityMap(scenario), [scenario]);
  return (
    <StageLayout
      question={t('learn.question')}
      lead={t('learn.lead')}
      map={
        <>
          <CityMapView map={map} />
          <ActingNetworks />
        </>
      }
      transport={<LearnTransport />}
    >
      <LearnFigures />
      <LearnStory />
      <LearningTracks />
      <ServerTiles />
      <LearnSettings />
      <LearnTwin />
    </StageLayout>
  );
}

function ActingNetworks() {
  const slots = useApp((state) => state.city.summary?.trainedSlots ?? 0);
  return <p className="muted learn-about">{t('learn.city', { slots: formatWhole(slots) })}</p>;
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

/** What can be changed while they learn; the rest is in the settings. */
function LearnSettings() {
  return (
    <section className="panel-settings">
      <h2>{t('learn.settings.title')}</h2>
      <p className="muted">
        {t('learn.settings.note')}{' '}
        <Explained term={t('learn.formula.target.term')} formula={targetFormula}>
          {t('learn.formula.target')}
        </Explained>
      </p>
      <div className="fields">
        <FieldControl section="learner" name="episodes" slider={[100, 10_000]} />
        <FieldControl section="scenario" name="demandScale" slider={[0, 3]} />
        <FieldControl section="learner" name="discount" slider={[0, 0.99]} />
        <FieldControl section="learner" name="jitter" slider={[0, 1]} />
        <FieldControl section="learner" name="learningRateStart" slider={[0, 0.02]} />
        <FieldControl section="learner" name="learningRateEnd" slider={[0, 0.02]} />
        <FieldControl section="learner" name="explorationFull" slider={[0, 1]} />
        <FieldControl section="learner" name="explorationDecay" slider={[0, 1]} />
        <FieldControl section="learner" name="explorationFinal" slider={[0, 1]} />
      </div>
    </section>
  );
}
