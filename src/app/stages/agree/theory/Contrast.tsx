import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { TheoryReport } from '../../../../orchestration/theoryReport.ts';
import type { SourceKind } from '../../../../session/sourceOptions.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { formatWhole } from '../../../components/format.ts';
import { amount } from './theoryRows.ts';
import { brokenCount, isConcave } from './theoryVerdict.ts';

interface Known {
  readonly servers: number;
  readonly report: TheoryReport;
}
type Side = 'quadratic' | 'networks' | 'training';

/** The last report of every kind of Q; kept while the page is. */
const store = createStore<Partial<Readonly<Record<SourceKind, Known>>>>(() => ({}));

const ROWS = [
  'servers',
  'iterations',
  'bound',
  'nonConvexity',
  'concave',
  'spread',
  'gap',
  'broken',
] as const;

/** What the theorem says of trained networks beside what it says where all assumptions are met. */
export function Contrast(props: { readonly trace: AgreementTrace; readonly report: TheoryReport }) {
  const { trace, report } = props;
  const commands = useCommands();
  const { kind } = trace.source;
  const known = useStore(store);
  useEffect(() => {
    store.setState({ [kind]: { servers: trace.ids.length, report } });
  }, [kind, trace, report]);
  const isQuadratic = kind === 'quadratic';
  const other: Side = !isQuadratic
    ? kind
    : known.networks && !known.training
      ? 'networks'
      : 'training';
  const sides: readonly Side[] = [other, 'quadratic'];
  return (
    <section className="theory-contrast">
      <h3>{t('theory.contrast.title')}</h3>
      <p className="muted">{t('theory.contrast.lead')}</p>
      <table>
        <thead>
          <tr>
            <td />
            {sides.map((side) => (
              <th key={side} scope="col" data-current={side === kind || undefined}>
                {t(`theory.contrast.${side}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row} data-row={row}>
              <th scope="row">{t(`theory.contrast.${row}`)}</th>
              {sides.map((side) => (
                <td key={side} className="number">
                  {cellText(row, known[side])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        className="button"
        onClick={() => commands.setAgreementSource(isQuadratic ? 'training' : 'quadratic')}
      >
        {t(isQuadratic ? 'theory.contrast.toTraining' : 'theory.contrast.toQuadratic')}
      </button>
    </section>
  );
}

function cellText(row: (typeof ROWS)[number], known: Known | undefined): string {
  if (!known) return row === 'servers' ? t('theory.contrast.notYet') : '';
  const { servers, report } = known;
  const last = report.terms.at(-1)!;
  switch (row) {
    case 'servers':
      return formatWhole(servers);
    case 'iterations':
      return formatWhole(last.iterations);
    case 'bound':
      return amount(last.bound);
    case 'nonConvexity':
      return amount(last.nonConvexity);
    case 'concave':
      return isConcave(report) ? amount(last.concaveBound) : t('theory.contrast.notConcave');
    case 'spread':
      return amount(report.spread.value);
    case 'gap':
      return amount(last.gap);
    case 'broken':
      return formatWhole(brokenCount(report));
  }
}
