import type { OrchestrationOptions } from '../../../../orchestration/options.ts';
import { MAXIMUM_SEED } from '../../../../random.ts';
import { t } from '../../../catalogue/index.ts';
import { formatWhole } from '../../../components/format.ts';
import { LiveSlider } from './LiveSlider.tsx';
import type { LinkState } from './linkState.ts';
import { TopologySign } from './pictograms.tsx';
import { Segments } from './Segments.tsx';
import type { Choosing } from './useLinkChoice.ts';

type Topology = OrchestrationOptions['topology'];

const TOPOLOGIES: readonly Topology[] = [
  'neighbours',
  'grid',
  'eightConnected',
  'complete',
  'ring',
  'geometric',
];

/** Who exchanges messages, and what that choice leaves to choose. */
export function TopologyChoice(props: { readonly choosing: Choosing; readonly state: LinkState }) {
  const { choosing, state } = props;
  const { choice, choose } = choosing;
  return (
    <div className="links-topology">
      <Segments
        className="links-topologies"
        label={t('links.topology')}
        value={choice.topology}
        onChoose={(topology) => choose({ topology })}
        segments={TOPOLOGIES.map((topology) => ({
          value: topology,
          label: t(`links.topology.${topology}`),
          title: t(`links.topology.${topology}.title`),
          icon: <TopologySign topology={topology} />,
        }))}
      />
      {choice.topology === 'grid' ? <GridReach choosing={choosing} /> : null}
      {choice.topology === 'geometric' ? <Reach choosing={choosing} state={state} /> : null}
    </div>
  );
}

function GridReach({ choosing }: { readonly choosing: Choosing }) {
  return (
    <Segments
      label={t('links.gridReach')}
      value={choosing.choice.gridReach}
      onChoose={(gridReach) => choosing.choose({ gridReach })}
      segments={[1, 2, 3].map((k) => ({ value: k, label: String(k) }))}
    />
  );
}

/** The reach of a geometric graph, and where its servers stand. */
function Reach({ choosing, state }: { readonly choosing: Choosing; readonly state: LinkState }) {
  const { choice, tryOut, choose } = choosing;
  const { width, height } = state.ground;
  const most = Math.max(100, Math.ceil(Math.hypot(width, height) / 20) * 10, choice.reach);
  const { places } = choice;
  const kind = typeof places === 'string' ? places : 'moved';
  return (
    <div className="links-reach">
      <LiveSlider
        label={t('links.reach')}
        value={choice.reach}
        range={[10, most]}
        step={1}
        text={t('links.metres', { metres: formatWhole(choice.reach) })}
        onMove={(reach) => tryOut({ reach })}
        onLetGo={() => choose()}
      />
      <p className="links-places">
        <span className="muted">{t(`links.places.${kind}`)}</span>{' '}
        {kind === 'servers' ? null : (
          <button type="button" className="link" onClick={() => choose({ places: 'servers' })}>
            {t('links.places.back')}
          </button>
        )}{' '}
        <button
          type="button"
          className="link"
          onClick={() =>
            choose({
              places: 'random',
              topologySeed:
                kind === 'random'
                  ? (choice.topologySeed + 1) % (MAXIMUM_SEED + 1)
                  : choice.topologySeed,
            })
          }
        >
          {t(kind === 'random' ? 'links.places.redraw' : 'links.places.draw')}
        </button>
      </p>
    </div>
  );
}
