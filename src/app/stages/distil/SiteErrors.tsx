import { useCallback, useState } from 'react';
import type { DistillationReport, ServerAgreement } from '../../../experiments/distillation.ts';
import { t } from '../../catalogue/index.ts';
import type { Frame } from '../../charts/axes.ts';
import { HourPriceMap } from '../../charts/HourPriceMap.tsx';
import { cellIndex, type HourPrice, pricesOfBin } from '../../charts/hourPrice.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { serverOf } from '../../selection.ts';
import { nameOf } from '../../serverName.ts';
import { useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import { paintShares } from '../learn/maps/paintCounted.ts';

/** Where the student of one site is wrong: by hour and price, and level for level. */
export function SiteErrors({ report }: { readonly report: DistillationReport }) {
  const chosen = useApp((state) => serverOf(state.selected));
  const { servers } = report;
  const worst = servers.reduce(
    (lowest, { agreement }, n) => (agreement < servers[lowest]!.agreement ? n : lowest),
    0,
  );
  const isChosen = chosen !== null && chosen < servers.length;
  const server = isChosen ? chosen : worst;
  const site = servers[server]!;
  return (
    <section className="distil-errors">
      <h2>{t('distil.errors', { server: nameOf(server) })}</h2>
      <p className="muted distil-about">
        {t(isChosen ? 'distil.errors.chosen' : 'distil.errors.worst', {
          share: formatShare(site.agreement),
        })}
      </p>
      <div className="distil-error-pictures">
        <WrongMap site={site} server={server} />
        <Confusion site={site} />
      </div>
    </section>
  );
}

function WrongMap({ site, server }: { readonly site: ServerAgreement; readonly server: number }) {
  const palette = usePalette();
  const [read, setRead] = useState<HourPrice | null>(null);
  const { wrong, seen, prices } = site;
  const cells = useCallback(
    (context: CanvasRenderingContext2D, frame: Frame) =>
      paintShares(context, palette, wrong, (cell) => seen[cell]!, frame),
    [palette, wrong, seen],
  );
  return (
    <div>
      <HourPriceMap
        title={t('distil.wrong')}
        label={t('distil.wrong.label', { server: nameOf(server) })}
        prices={prices}
        cells={cells}
        read={read}
        onRead={setRead}
      />
      <p className="distil-readout muted" aria-live={read ? 'polite' : 'off'}>
        {read ? readText(site, read) : t('distil.wrong.hint')}
      </p>
    </div>
  );
}

function readText({ wrong, seen, prices }: ServerAgreement, read: HourPrice): string {
  const cell = cellIndex(read);
  const [from, to] = pricesOfBin(read.bin, prices);
  const place = { hour: read.hour, from: formatFixed(from, 0), to: formatFixed(to, 0) };
  if (seen[cell] === 0) return t('distil.wrong.never', place);
  return t('distil.wrong.read', { ...place, wrong: wrong[cell]!, seen: seen[cell]! });
}

/** Levels of the teacher against those of the student. */
function Confusion({ site }: { readonly site: ServerAgreement }) {
  const { levels, confusion } = site;
  const all = [...Array(levels).keys()];
  const slots = confusion.reduce((sum, count) => sum + count, 0);
  return (
    <table className="distil-confusion">
      <caption>{t('distil.confusion')}</caption>
      <thead>
        <tr>
          <td />
          {all.map((level) => (
            <th key={level} scope="col">
              {t('distil.confusion.student', { level })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map((taught) => (
          <tr key={taught}>
            <th scope="row">{t('distil.confusion.teacher', { level: taught })}</th>
            {all.map((learnt) => {
              const count = confusion[taught * levels + learnt]!;
              return (
                <td
                  key={learnt}
                  data-alike={taught === learnt}
                  style={{ '--share': count / slots } as React.CSSProperties}
                  title={formatWhole(count)}
                >
                  {formatFixed((100 * count) / slots, 1)} %
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
