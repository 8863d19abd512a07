import { useMemo, useState } from 'react';
import { t } from '../../../catalogue/index.ts';
import '../../../catalogue/later/agreeLinks.ts';
import { formatFixed, formatWhole } from '../../../components/format.ts';
import type { PanelProps } from '../panel.ts';
import { CutList } from './CutList.tsx';
import type { Hot } from './hot.ts';
import { LinkGraph } from './LinkGraph.tsx';
import { LossModel } from './LossModel.tsx';
import { groundOf, type LinkState, linkState } from './linkState.ts';
import { PiecesNote } from './PiecesNote.tsx';
import { Segments } from './Segments.tsx';
import { SpectrumFigures } from './SpectrumFigures.tsx';
import { TopologyChoice } from './TopologyChoice.tsx';
import { useIteration } from './useIteration.ts';
import { useLinkChoice } from './useLinkChoice.ts';
import { useSpectrum } from './useSpectrum.ts';
import { WeightMap } from './WeightMap.tsx';
import './links.css';

/** Who exchanges messages, how they are weighed, how they get lost, and what that does to W. */
export function LinksPanel({ trace, looking }: PanelProps) {
  const choosing = useLinkChoice();
  const { choice } = choosing;
  const tau = useIteration();
  const [hot, setHot] = useState<Hot | null>(null);
  const ground = useMemo(() => groundOf(trace), [trace]);
  const { topology, gridReach, reach, places, topologySeed, mixing, cuts } = choice;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else is chosen changes no link.
  const state = useMemo(
    () => linkState(choice, ground, trace.ids, cuts.length === 0 ? 1 : tau),
    [topology, gridReach, reach, places, topologySeed, mixing, cuts, ground, trace.ids, tau],
  );
  const { failure } = choice;
  const request = useMemo(
    () => ({
      mixing,
      count: trace.ids.length,
      links: state.mixing.links,
      down: state.down,
      failure,
    }),
    [mixing, trace.ids, state, failure],
  );
  const spectrum = useSpectrum(request);
  return (
    <div className="links">
      <TopologyChoice choosing={choosing} state={state} />
      <PiecesNote state={state} choosing={choosing} trace={trace} />
      <div className="links-pictures">
        <figure>
          <h3>{t('links.graph')}</h3>
          <LinkGraph
            state={state}
            choosing={choosing}
            table={looking.table}
            hot={hot}
            onHot={setHot}
          />
          <figcaption>{readout(state, hot)}</figcaption>
        </figure>
        <figure>
          <h3>
            {t('links.weights')} <span className="muted">{t('links.weights.reads')}</span>
          </h3>
          <WeightMap state={state} table={looking.table} hot={hot} onHot={setHot} />
          <Segments
            label={t('links.mixing')}
            value={mixing}
            onChoose={(kind) => choosing.choose({ mixing: kind })}
            segments={(['equation13', 'lazy', 'metropolis'] as const).map((value) => ({
              value,
              label: t(`links.mixing.${value}`),
              title: t(`links.mixing.${value}.title`),
            }))}
          />
        </figure>
      </div>
      <SpectrumFigures spectrum={spectrum} state={state} choice={choice} />
      <LossModel
        choosing={choosing}
        state={state}
        iterations={trace.iterations.length}
        slot={trace.slot}
      />
      <CutList choosing={choosing} state={state} onHot={setHot} />
    </div>
  );
}

/** What is pointed at, in a sentence; else the graph as a whole. */
function readout(state: LinkState, hot: Hot | null): string {
  const { ids, matrix, mixing, neighbours } = state;
  const count = ids.length;
  const weight = (m: number, n: number) => formatFixed(matrix[m * count + n]!, 3);
  if (hot?.other !== undefined) {
    const names = { one: ids[hot.server]!, other: ids[hot.other]! };
    const isLinked = neighbours[hot.server]!.includes(hot.other);
    if (!isLinked) return t('links.says.noLink', names);
    const value = weight(hot.server, hot.other);
    return t(Number(value) === 0 ? 'links.says.down' : 'links.says.pair', {
      ...names,
      weight: value,
    });
  }
  if (hot) {
    const others = neighbours[hot.server]!.map((n) => ids[n]);
    const values = {
      id: ids[hot.server]!,
      others: others.join(', '),
      kept: weight(hot.server, hot.server),
    };
    return t(others.length === 0 ? 'links.says.alone' : 'links.says.server', values);
  }
  const degrees = neighbours.map(({ length }) => length);
  const [fewest, most] = [Math.min(...degrees), Math.max(...degrees)];
  return t('links.says.whole', {
    links: formatWhole(mixing.links.length),
    degrees: fewest === most ? String(most) : `${fewest}–${most}`,
    messages: formatWhole(2 * mixing.links.length),
  });
}
