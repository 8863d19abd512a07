import { useEffect, useId, useMemo, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { reducedMotion } from '../../animation.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { StageLayout } from '../../components/StageLayout.tsx';
import { appStore, useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import { AgreementFigures, Verdict } from './AgreementFigures.tsx';
import { AgreementMap } from './AgreementMap.tsx';
import { AgreementMatrix } from './AgreementMatrix.tsx';
import { AgreementTracks } from './AgreementTracks.tsx';
import { AgreeTransport } from './AgreeTransport.tsx';
import './agree.css';
import type { Hit } from './geometry.ts';
import { Legend } from './Legend.tsx';
import { Options } from './Options.tsx';
import { PhaseLine } from './PhaseLine.tsx';
import { Readout } from './Readout.tsx';
import { Subject } from './Subject.tsx';
import { TextTwin } from './TextTwin.tsx';
import { TryYourself } from './TryYourself.tsx';
import { agreementTracks, objectiveTrack } from './tracks.ts';

/** "How do they agree without a boss?": the consensus microscope. */
export function AgreeStage() {
  const trace = useApp((state) => state.agreement.trace);
  const anchor = useApp((state) => state.orchestration.anchor);
  useFirstRun(trace);
  const question = t('agree.question');
  const lead = t(anchor === 'owners' ? 'agree.lead' : 'agree.lead.unanchored');
  if (!trace) {
    return (
      <StageLayout question={question} lead={lead} map={<Waiting />} transport={null}>
        <ActionButton action="agree.run" />
      </StageLayout>
    );
  }
  return <Microscope trace={trace} question={question} lead={lead} />;
}

/** On the first visit the city's slot of now is taken without being asked, and played. */
function useFirstRun(trace: AgreementTrace | null): void {
  const commands = useCommands();
  const status = useApp((state) => state.agreement.status);
  const cityIsThere = useApp(({ city }) => city.summary !== null || city.status === 'paused');
  useEffect(() => {
    if (status === 'idle' && cityIsThere) commands.orchestrate();
  }, [commands, status, cityIsThere]);
  useEffect(() => {
    const { cursor } = appStore.getState().agreement;
    if (trace && cursor === 0 && !reducedMotion()) commands.setAgreementPlaying(true);
  }, [commands, trace]);
  // Nobody watches once the stage is left.
  useEffect(() => () => commands.setAgreementPlaying(false), [commands]);
}

function Waiting() {
  const failed = useApp((state) => state.agreement.status === 'failed');
  return <p className="agree-waiting">{t(failed ? 'agree.failed' : 'agree.waiting')}</p>;
}

function Microscope(props: {
  readonly trace: AgreementTrace;
  readonly question: string;
  readonly lead: string;
}) {
  const { trace } = props;
  const commands = useCommands();
  const palette = usePalette();
  const twin = useId();
  const [cell, setCell] = useState<Hit | null>(null);
  const elsewhere = useApp((state) => state.hovered?.id ?? null);
  const hovered = useMemo<Hit | null>(() => {
    if (cell) return cell;
    const server = elsewhere === null ? -1 : trace.ids.indexOf(elsewhere);
    return server < 0 ? null : { server, about: null };
  }, [cell, elsewhere, trace]);
  const hover = (hit: Hit | null) => {
    setCell(hit);
    commands.hover(hit && { kind: 'server', id: trace.ids[hit.server]! });
  };
  const tracks = useMemo(
    () => [objectiveTrack(trace, palette), ...agreementTracks(trace, palette)],
    [trace, palette],
  );
  const shared = { trace, hovered, onHover: hover };
  return (
    <StageLayout
      question={props.question}
      lead={props.lead}
      map={
        <>
          <AgreementMap {...shared} />
          <PhaseLine trace={trace} />
        </>
      }
      transport={<AgreeTransport trace={trace} />}
    >
      <Subject trace={trace} />
      <AgreementFigures trace={trace} />
      <div className="agree-evidence">
        <div className="agree-copies">
          <AgreementMatrix {...shared} describedBy={twin} />
          <Legend trace={trace} />
          <Readout trace={trace} hit={hovered} />
        </div>
        <div>
          <AgreementTracks trace={trace} tracks={tracks} />
          <Verdict trace={trace} />
        </div>
      </div>
      <TryYourself trace={trace} />
      <Options />
      <TextTwin trace={trace} id={twin} />
    </StageLayout>
  );
}
