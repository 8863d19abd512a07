import { useEffect, useId } from 'react';
import { t } from '../../catalogue/index.ts';
import '../../catalogue/later/distil.ts';
import { useCommands } from '../../commandsContext.ts';
import { StageLayout } from '../../components/StageLayout.tsx';
import { useApp } from '../../store.ts';
import { Actors } from './Actors.tsx';
import { Claim } from './Claim.tsx';
import { DayLine, DayTransport } from './DayTransport.tsx';
import { DistilMap } from './DistilMap.tsx';
import './distil.css';
import { Outcome } from './Outcome.tsx';
import { Rewards } from './Rewards.tsx';
import { SiteErrors } from './SiteErrors.tsx';
import { Teaching } from './Teaching.tsx';
import { Under } from './Under.tsx';

/** How often the teacher's day follows training while there is no student, ms. */
const FRESH = 4000;

/** "Can they act without talking?": the agreed policy, distilled into one actor a server. */
export function DistilStage() {
  const day = useApp((state) => state.distil.day);
  const distilled = useApp((state) => state.distil.distilled);
  // What is under way replaces what was measured before as soon as it has a day.
  const played = useApp(
    ({ distil }) => distil.progress?.played ?? distil.distilled?.report ?? null,
  );
  useTeacherDay();
  return (
    <StageLayout
      question={t('distil.question')}
      lead={t('distil.lead')}
      map={
        <div className="distil-stage">
          {day ? <DistilMap day={day} /> : <Waiting />}
          {day ? <DayLine day={day} /> : null}
        </div>
      }
      transport={day ? <DayTransport day={day} /> : null}
    >
      <Teaching />
      <Under />
      {distilled?.report ? <Outcome report={distilled.report} /> : null}
      {played ? <Claim played={played} /> : null}
      {played ? <Rewards played={played} /> : null}
      {distilled?.report ? <SiteErrors report={distilled.report} /> : null}
      <Actors />
      <Legend />
    </StageLayout>
  );
}

/** As soon as there are networks the teacher is seen at work; nobody plays once the stage is left. */
function useTeacherDay(): void {
  const commands = useCommands();
  const hasNetworks = useApp((state) => (state.training.summary?.trainedSlots ?? 0) > 0);
  const scenario = useApp((state) => state.scenario);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another city has another teacher
  useEffect(() => {
    if (!hasNetworks) return;
    commands.showTeacherDay();
    const timer = setInterval(() => commands.showTeacherDay(), FRESH);
    return () => clearInterval(timer);
  }, [commands, hasNetworks, scenario]);
  useEffect(() => () => commands.setDistilPlaying(false), [commands]);
}

function Waiting() {
  return <p className="distil-waiting">{t('distil.waiting')}</p>;
}

/** How the picture is read. */
function Legend() {
  const id = useId();
  return (
    <section className="distil-legend" aria-labelledby={id}>
      <h2 id={id}>{t('distil.legend.title')}</h2>
      <p className="muted">{t('distil.legend')}</p>
    </section>
  );
}
