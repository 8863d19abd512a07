import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { agreeingInRow, copiesAfter, roundLevel } from './copies.ts';
import type { Hit } from './geometry.ts';

/** The cell or server pointed at, in a sentence that always takes the same room. */
export function Readout(props: { readonly trace: AgreementTrace; readonly hit: Hit | null }) {
  const { trace, hit } = props;
  const updates = useApp((state) => Math.floor(state.agreement.cursor));
  const selected = useApp((state) => state.selected?.id ?? null);
  const row = hit?.server ?? (selected === null ? -1 : trace.ids.indexOf(selected));
  if (row < 0) return <p className="agree-readout muted">{t('agree.map.hint')}</p>;
  const count = trace.ids.length;
  const copies = copiesAfter(trace, updates);
  const about = hit?.about ?? row;
  if (about === row) {
    return (
      <p className="agree-readout" aria-live="polite">
        {t('agree.map.own', {
          id: trace.ids[row]!,
          level: roundLevel(copies[row * count + row]!),
          agreeing: agreeingInRow(copies, count, row),
          others: count - 1,
        })}
      </p>
    );
  }
  return (
    <p className="agree-readout" aria-live="polite">
      {t('agree.map.cell', {
        id: trace.ids[row]!,
        about: trace.ids[about]!,
        level: formatFixed(copies[row * count + about]!, 2),
        own: formatFixed(copies[about * count + about]!, 2),
      })}
    </p>
  );
}
