import { useMemo } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { Inspection, type InspectionRow } from '../../components/Inspection.tsx';
import { CopySurface } from './CopySurface.tsx';
import { isKept } from './copies.ts';
import { cellRows } from './inspectCell.ts';
import type { Standing } from './inspectionParts.ts';
import { bytesRows, iterationRows, linkRows, mixingRows } from './inspectRun.ts';
import { columnRows, serverRows } from './inspectServer.ts';
import { Ledger } from './Ledger.tsx';
import { LinkDeeds } from './LinkDeeds.tsx';
import { Messages } from './Messages.tsx';
import { MixingMatrix } from './MixingMatrix.tsx';
import { momentAt } from './moment.ts';
import { ServerVectors } from './ServerVectors.tsx';
import type { Subject } from './subject.ts';
import { threadOf } from './thread.ts';
import { useCalmCursor } from './useCalm.ts';
import type { Focus } from './useFocus.ts';
import type { Looking } from './useScene.ts';

/**
 * The numbers of what is pointed at or pinned; while that is nothing, of the copy that the story
 * follows, so that the place is never empty.
 */
export function AgreementInspection(props: { readonly looking: Looking; readonly focus: Focus }) {
  const { looking, focus } = props;
  const { trace, table, preview } = looking;
  const present = useCalmCursor();
  const cursor = preview ?? present;
  const thread = useMemo(() => threadOf(trace), [trace]);
  const subject = focus.subject ?? thread;
  const { phase, tau, updates } = momentAt(cursor, trace.iterations.length);
  const standing = { updates, tau: Math.max(1, tau) };
  const isPinned = focus.pinned !== null && focus.subject === focus.pinned;
  const hint = isPinned
    ? t('agree.inspect.pinned')
    : t(focus.subject === null ? 'agree.inspect.story' : 'agree.inspect.pin');
  return (
    <div className="agree-inspection" data-kind={subject.kind}>
      <Inspection
        title={titleOf(trace, subject)}
        rows={rowsOf(trace, standing, cursor, subject)}
        {...(isPinned ? { onClose: () => focus.pin(focus.pinned) } : {})}
      >
        {subject.kind === 'cell' && isKept(trace, subject.server, subject.about) ? (
          <Ledger trace={trace} tau={standing.tau} phase={phase} {...subject} />
        ) : null}
        {subject.kind === 'link' ? (
          <>
            <LinkDeeds trace={trace} tau={standing.tau} subject={subject} />
            <Messages trace={trace} tau={standing.tau} ends={subject.ends} order={table.order} />
          </>
        ) : null}
        {subject.kind === 'server' ? (
          <>
            <ServerVectors
              trace={trace}
              table={table}
              standing={standing}
              server={subject.server}
            />
            <CopySurface looking={looking} server={subject.server} updates={updates} />
          </>
        ) : null}
        {subject.kind === 'mixing' ? <MixingMatrix trace={trace} table={table} /> : null}
      </Inspection>
      <p className="agree-hint muted">{hint}</p>
    </div>
  );
}

function titleOf(trace: AgreementTrace, subject: Subject): string {
  switch (subject.kind) {
    case 'cell':
      return t(subject.server === subject.about ? 'agree.inspect.own' : 'agree.inspect.cell', {
        id: trace.ids[subject.server]!,
        about: trace.ids[subject.about]!,
      });
    case 'server':
      return t('agree.inspect.server', { id: trace.ids[subject.server]! });
    case 'column':
      return t('agree.inspect.column', { id: trace.ids[subject.about]! });
    case 'link':
      return t('agree.map.link', {
        one: trace.ids[subject.ends[0]]!,
        other: trace.ids[subject.ends[1]]!,
      });
    case 'iteration':
      return t('agree.inspect.iteration', {
        tau: subject.updates,
        iterations: trace.iterations.length,
      });
    default:
      return t(`agree.inspect.${subject.kind}`);
  }
}

function rowsOf(
  trace: AgreementTrace,
  standing: Standing,
  cursor: number,
  subject: Subject,
): readonly InspectionRow[] {
  switch (subject.kind) {
    case 'cell':
      return cellRows(trace, standing, subject.server, subject.about);
    case 'server':
      return serverRows(trace, standing, subject.server);
    case 'column':
      return columnRows(trace, standing, subject.about);
    case 'link':
      return linkRows(trace, standing, subject.ends);
    case 'iteration':
      return iterationRows(trace, subject.updates);
    case 'mixing':
      return mixingRows(trace);
    case 'bytes':
      return bytesRows(trace, cursor);
  }
}
