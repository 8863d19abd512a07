import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';
import { isKept } from './copies.ts';

/** What both ends of a link send each other in an iteration: their running sums, a number a server. */
export function Messages(props: {
  readonly trace: AgreementTrace;
  readonly tau: number;
  readonly ends: readonly [number, number];
  readonly order: readonly number[];
}) {
  const { trace, tau, ends, order } = props;
  const count = trace.ids.length;
  const duals = trace.iterations[tau - 2]?.duals;
  return (
    <div className="agree-vectors">
      <table className="number">
        <caption>{t('agree.link.vectors', { tau })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('agree.link.about')}</th>
            {order.map((about) => (
              <th key={about} scope="col">
                {trace.ids[about]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ends.map((sender) => (
            <tr key={sender}>
              <th scope="row">{t('agree.link.sender', { id: trace.ids[sender]! })}</th>
              {order.map((about) => (
                <td key={about}>
                  {ends.every((end) => isKept(trace, end, about))
                    ? formatFixed(duals?.[sender * count + about] ?? 0, 2)
                    : '·'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
