import { lazy, Suspense, useMemo } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { formatRate } from '../../components/format.ts';
import { SpeedSlider } from '../../components/SpeedSlider.tsx';
import { StageLayout } from '../../components/StageLayout.tsx';
import { useApp } from '../../store.ts';
import { CityClock } from './CityClock.tsx';
import { CityLegend } from './CityLegend.tsx';
import { CityMapView } from './CityMapView.tsx';
import { CityNumbers } from './CityNumbers.tsx';
import { CityTwin } from './CityTwin.tsx';
import { buildCityMap } from './cityMap.ts';
import { DemandChart } from './DemandChart.tsx';
import { PolicyChoice } from './PolicyChoice.tsx';
import './city.css';

const CitySettings = lazy(() =>
  import('./CitySettings.tsx').then((module) => ({ default: module.CitySettings })),
);
const ServerNumbers = lazy(() =>
  import('./ServerNumbers.tsx').then((module) => ({ default: module.ServerNumbers })),
);

const SPEED = { minimum: 0.25, maximum: 60 } as const;

/** Where does the demand come from? The living city, who runs it, and what comes of it. */
export function CityStage() {
  const scenario = useApp((state) => state.scenario);
  const selected = useApp((state) => state.selected);
  const map = useMemo(() => buildCityMap(scenario), [scenario]);
  return (
    <StageLayout
      question={t('city.question')}
      lead={t('city.lead')}
      map={
        <>
          <CityClock />
          <CityMapView map={map} />
          <CityLegend map={map} />
          <CityTwin map={map} />
        </>
      }
      transport={<CityTransport />}
    >
      <Suspense>
        {selected ? <ServerNumbers server={selected.id} map={map} /> : <DemandChart />}
      </Suspense>
      <PolicyChoice />
      <CityNumbers />
      <Suspense>
        <CitySettings />
      </Suspense>
    </StageLayout>
  );
}

function CityTransport() {
  const commands = useCommands();
  const speed = useApp((state) => state.city.slotsPerSecond);
  return (
    <div className="transport">
      <ActionButton action="city.play" look="primary" />
      <ActionButton action="city.step" />
      <ActionButton action="session.restart" />
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
