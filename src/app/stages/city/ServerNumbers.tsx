import type { CSSProperties } from 'react';
import type { ServerSummary } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Explained } from '../../components/Explained.tsx';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import type { CityMap } from './cityMap.ts';
import { formulaOf, type ServerNumber } from './formulas.ts';

type Writer = (server: ServerSummary) => string;

const seconds = (value: number | null) =>
  value === null || Number.isNaN(value) ? '–' : `${formatFixed(value, 2)} s`;

/** Every number of a server, with its unit, in the order of cause and effect. */
const numbers: Readonly<Record<ServerNumber, Writer>> = {
  usersInRange: (server) => formatWhole(server.usersInRange),
  load: (server) => t('city.unit.tasks', { value: formatWhole(server.load) }),
  capacity: (server) => t('city.unit.tasks', { value: formatWhole(server.capacity) }),
  processed: (server) => (server.load > 0 ? formatShare(server.processed) : '–'),
  computationDelay: (server) => seconds(server.computationDelay),
  estimatedDelay: (server) => seconds(server.estimatedDelay),
  spectrum: (server) => `${formatFixed(server.spectrum, 1)} MHz`,
  price: (server) => t('city.unit.price', { value: formatFixed(server.price, 1) }),
  reward: (server) => formatFixed(server.reward, 1),
};

/** The server singled out: what it rents, serves, pays and earns in the slot shown. */
export function ServerNumbers(props: { readonly server: number; readonly map: CityMap }) {
  const { map } = props;
  const server = useApp((state) => state.city.summary?.servers[props.server]);
  const kind = useApp((state) => state.scenario.kind);
  const id = props.server;
  if (id >= map.topology.count) return null;
  const hue = `var(--server-${map.hues[id]! + 1})`;
  return (
    <section className="server-numbers" style={{ '--hue': hue } as CSSProperties}>
      <header>
        <h2>
          <span className="server-tag number">{id}</span>
          {t('city.server', { server: id })}
          <span className="muted"> {t(`zone.${map.topology.zones[id]!}`)}</span>
        </h2>
        <ActionButton action="view.close" look="plain" iconOnly />
      </header>
      <Units server={id} levels={map.levels[id]!} rented={server?.decision ?? 0} />
      <dl className="numbers">
        {Object.entries(numbers).map(([key, write]) => {
          const name = key as ServerNumber;
          return (
            <div key={name} data-number={name}>
              <dt>
                <Explained term={t(`city.number.${name}`)} formula={formulaOf(kind, name)}>
                  {t(`city.number.${name}.about`)}
                </Explained>
              </dt>
              <dd className="number">{server ? write(server) : '–'}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Rented units as slots; by hand, a choice of them. */
function Units(props: {
  readonly server: number;
  readonly levels: number;
  readonly rented: number;
}) {
  const commands = useCommands();
  const manual = useApp((state) => state.city.policy === 'manual');
  const chosen = useApp((state) => state.city.manualDecisions[props.server] ?? 0);
  const most = props.levels - 1;
  if (!manual) {
    return (
      <p className="units">
        {Array.from({ length: most }, (_, unit) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the unit
          <span key={unit} className="unit-slot" data-rented={unit < props.rented} />
        ))}
        <span>{t('city.units', { rented: props.rented, most })}</span>
      </p>
    );
  }
  return (
    <fieldset className="segmented">
      <legend>{t('city.units.choose')}</legend>
      {Array.from({ length: props.levels }, (_, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the level
        <label key={level}>
          <input
            type="radio"
            name="units"
            checked={level === chosen}
            onChange={() => commands.setManualDecision(props.server, level)}
          />
          <span className="number">{level}</span>
        </label>
      ))}
    </fieldset>
  );
}
