import { useCallback } from 'react';
import type { PlayedMaps } from '../../../../experiments/policyMaps.ts';
import { t } from '../../../catalogue/index.ts';
import type { Frame } from '../../../charts/axes.ts';
import { HourPriceMap } from '../../../charts/HourPriceMap.tsx';
import { cellIndex, type HourPrice, pricesOfBin } from '../../../charts/hourPrice.ts';
import { formatFixed, formatShare } from '../../../components/format.ts';
import { nameOf } from '../../../serverName.ts';
import { usePalette } from '../../../theme/theme.ts';
import { policyName } from '../../city/policyName.ts';
import { decidedIn } from './counted.ts';
import { paintCounted, paintShares } from './paintCounted.ts';
import { mapsView, useMapsView } from './playedMaps.ts';

interface Props {
  readonly maps: PlayedMaps;
  readonly server: number;
}

/** Two policies of one server, and where they differ. */
export function MapPair({ maps, server }: Props) {
  const read = useMapsView((view) => view.read);
  return (
    <div className="maps-pair">
      {maps.policies.map(({ key }, side) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: both sides may show one policy
        <OnePolicy key={side} maps={maps} server={server} side={side} name={policyName(key)} />
      ))}
      <Difference maps={maps} server={server} />
      <Readout maps={maps} server={server} read={read} />
    </div>
  );
}

const setRead = (read: HourPrice | null) => mapsView.setState({ read });

function OnePolicy(props: Props & { readonly side: number; readonly name: string }) {
  const { maps, server, side, name } = props;
  const palette = usePalette();
  const read = useMapsView((view) => view.read);
  const counted = maps.policies[side]!.servers[server]!;
  const cells = useCallback(
    (context: CanvasRenderingContext2D, frame: Frame) =>
      paintCounted(context, palette, counted, frame),
    [palette, counted],
  );
  return (
    <HourPriceMap
      title={name}
      label={t('maps.map.label', { policy: name, server })}
      prices={counted.prices}
      cells={cells}
      read={read}
      onRead={setRead}
    />
  );
}

function Difference({ maps, server }: Props) {
  const palette = usePalette();
  const read = useMapsView((view) => view.read);
  const counted = maps.policies[0]!.servers[server]!;
  const differing = maps.differing[server]!;
  const cells = useCallback(
    (context: CanvasRenderingContext2D, frame: Frame) =>
      paintShares(context, palette, differing, (cell) => decidedIn(counted, cell).slots, frame),
    [palette, differing, counted],
  );
  return (
    <HourPriceMap
      title={t('maps.difference')}
      label={t('maps.difference.label', { server: nameOf(server) })}
      prices={counted.prices}
      cells={cells}
      read={read}
      onRead={setRead}
    />
  );
}

/** The cell that is read, in words. */
function Readout({ maps, server, read }: Props & { readonly read: HourPrice | null }) {
  if (!read) return <p className="maps-readout muted">{t('maps.readout.none')}</p>;
  const cell = cellIndex(read);
  const sides = maps.policies.map(({ key, servers }) => ({
    name: policyName(key),
    ...decidedIn(servers[server]!, cell),
  }));
  const [from, to] = pricesOfBin(read.bin, maps.policies[0]!.servers[server]!.prices);
  const place = {
    hour: read.hour,
    from: formatFixed(from, 0),
    to: formatFixed(to, 0),
    slots: sides[0]!.slots,
  };
  if (sides[0]!.slots === 0) {
    return <p className="maps-readout">{t('maps.readout.empty', place)}</p>;
  }
  const [left, right] = sides.map(
    ({ name, shares }) =>
      `${name} ${shares.map((share, level) => `${level}: ${formatShare(share)}`).join(', ')}`,
  );
  const share = formatShare(maps.differing[server]![cell]! / sides[0]!.slots);
  return (
    <p className="maps-readout" aria-live="polite">
      {t('maps.readout', { ...place, left: left!, right: right!, share })}
    </p>
  );
}
