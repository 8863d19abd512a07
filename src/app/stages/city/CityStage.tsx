import { lazy, useMemo } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { formatRate } from '../../components/format.ts';
import { Part } from '../../components/Part.tsx';
import { SpeedSlider } from '../../components/SpeedSlider.tsx';
import { StageLayout } from '../../components/StageLayout.tsx';
import { useApp } from '../../store.ts';
import { CityClock } from './CityClock.tsx';
import { CityLegend } from './CityLegend.tsx';
import { CityMapView } from './CityMapView.tsx';
import { CityNumbers } from './CityNumbers.tsx';
import { buildCityMap } from './cityMap.ts';
import { DemandChart } from './DemandChart.tsx';
import { PolicyChoice } from './PolicyChoice.tsx';
import './city.css';

const CitySettings = lazy(() =>
  import('./CitySettings.tsx').then((module) => ({ default: module.CitySettings })),
);
const CityTwin = lazy(() =>
  import('./CityTwin.tsx').then((module) => ({ default: module.CityTwin })),
);
const SingledPanel = lazy(() =>
  import('./singled/SingledPanel.tsx').then((module) => ({ default: module.SingledPanel })),
);
const RivalMap = lazy(() =>
  import('./versus/RivalMap.tsx').then((module) => ({ default: module.RivalMap })),
);
const Versus = lazy(() =>
  import('./versus/Versus.tsx').then((module) => ({ default: module.Versus })),
);
const Comparison = lazy(() =>
  import('./versus/Comparison.tsx').then((module) => ({ default: module.Comparison })),
);
const EditToolbar = lazy(() =>
  import('./edit/EditToolbar.tsx').then((module) => ({ default: module.EditToolbar })),
);

const SPEED = { minimum: 0.25, maximum: 60 } as const;

/** Where does the demand come from? The living city, who runs it, and what comes of it. */
export function CityStage() {
  const commands = useCommands();
  const scenario = useApp((state) => state.scenario);
  const selected = useApp((state) => state.selected);
  const isPair = useApp((state) => state.city.rival !== null && state.editing === null);
  const isEdited = useApp((state) => state.editing !== null);
  const map = useMemo(() => buildCityMap(scenario), [scenario]);
  return (
    <StageLayout
      question={t('city.question')}
      lead={t('city.lead')}
      map={
        <>
          <CityClock />
          <div className="city-maps" data-pair={isPair || undefined}>
            <CityMapView map={map} />
            {isPair ? (
              <Part>
                <RivalMap map={map} />
              </Part>
            ) : null}
          </div>
          {isEdited ? (
            <Part instead={<CityLegend map={map} />} onMissing={() => commands.setEditing(null)}>
              <EditToolbar />
            </Part>
          ) : (
            <CityLegend map={map} />
          )}
          <Part>
            <CityTwin map={map} />
          </Part>
        </>
      }
      transport={
        <>
          <CityTransport />
          {isPair ? (
            <Part>
              <Comparison />
            </Part>
          ) : null}
        </>
      }
    >
      {selected ? (
        <Part instead={<DemandChart map={map} />} onMissing={() => commands.select(null)}>
          <SingledPanel selected={selected} map={map} />
        </Part>
      ) : (
        <DemandChart map={map} />
      )}
      <PolicyChoice />
      <Part instead={<div className="versus-room" />}>
        <Versus />
      </Part>
      <CityNumbers />
      <Part>
        <CitySettings />
      </Part>
    </StageLayout>
  );
}

function CityTransport() {
  const commands = useCommands();
  const speed = useApp((state) => state.city.slotsPerSecond);
  return (
    <div className="transport">
      <ActionButton action="city.play" look="primary" />
      <ActionButton action="city.step" iconOnly />
      <ActionButton action="session.restart" iconOnly />
      <ActionButton action="city.edit" />
      <SpeedSlider
        label={t('city.speed')}
        value={speed}
        {...SPEED}
        format={(value) => t('city.speed.value', { rate: formatRate(value) })}
        onChange={commands.setCitySpeed}
      />
    </div>
  );
}
