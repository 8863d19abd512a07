import { lazy, useEffect, useMemo } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { reducedMotion } from '../../animation.ts';
import { t } from '../../catalogue/index.ts';
import '../../catalogue/later/agreement.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Part } from '../../components/Part.tsx';
import { StageLayout } from '../../components/StageLayout.tsx';
import { appStore, useApp } from '../../store.ts';
import { AgreementMap } from './AgreementMap.tsx';
import { AgreeTransport } from './AgreeTransport.tsx';
import './agree.css';
import { Panel } from './Panel.tsx';
import { PhaseLine } from './PhaseLine.tsx';
import { glyphTable } from './table.ts';
import { useFocus } from './useFocus.ts';
import type { Looking } from './useScene.ts';

const PiecesWay = lazy(() =>
  import('./links/PiecesWay.tsx').then((module) => ({ default: module.PiecesWay })),
);

/** "How do they agree without a boss?": the consensus microscope. */
export function AgreeStage() {
  const trace = useApp((state) => state.agreement.trace);
  const anchor = useApp((state) => state.orchestration.anchor);
  const status = useApp((state) => state.agreement.status);
  useFirstRun(trace);
  const question = t('agree.question');
  const lead = t(anchor === 'owners' ? 'agree.lead' : 'agree.lead.unanchored');
  if (!trace) {
    return (
      <StageLayout question={question} lead={lead} map={<Waiting />} transport={null}>
        <ActionButton action="agree.run" />
        {status === 'failed' ? (
          <Part instead={null}>
            <PiecesWay />
          </Part>
        ) : null}
      </StageLayout>
    );
  }
  return <Microscope trace={trace} question={question} lead={lead} />;
}

/** On the first visit the city's slot of now is taken without being asked, and played. */
function useFirstRun(trace: AgreementTrace | null): void {
  const commands = useCommands();
  const status = useApp((state) => state.agreement.status);
  const slotIsThere = useApp(({ city, agreement }) => {
    return agreement.source !== 'training' || city.summary !== null || city.status === 'paused';
  });
  useEffect(() => {
    if (status === 'idle' && slotIsThere) commands.orchestrate();
  }, [commands, status, slotIsThere]);
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
  const playing = useApp((state) => state.agreement.playing);
  const table = useMemo(() => glyphTable(trace.layout), [trace.layout]);
  const focus = useFocus(trace);
  const { subject } = focus;
  // An iteration that is only pointed at is shown while nothing plays.
  const isPointed = subject !== focus.pinned;
  const preview = subject?.kind === 'iteration' && isPointed && !playing ? subject.updates : null;
  const looking = useMemo<Looking>(
    () => ({ trace, table, focus: subject, preview }),
    [trace, table, subject, preview],
  );
  const shared = { looking, focus };
  return (
    <StageLayout
      question={props.question}
      lead={props.lead}
      map={
        <>
          <AgreementMap {...shared} />
          <PhaseLine looking={looking} />
        </>
      }
      transport={<AgreeTransport trace={trace} />}
    >
      <Panel trace={trace} {...shared} />
    </StageLayout>
  );
}
