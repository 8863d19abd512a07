/** Controls of the fields that are no single number or word. */
import { useMemo } from 'react';
import { MAXIMUM_HORIZON } from '../../orchestration/options.ts';
import { levelsOf, MAXIMUM_LEVELS, serverCount, ZONES } from '../../world/scenario.ts';
import { buildTopology } from '../../world/topology.ts';
import { arrange } from '../arrangement.ts';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { configured } from '../controller/changes.ts';
import { planNames } from '../planNames.ts';
import type { EditTool } from '../state.ts';
import { appStore, useApp } from '../store.ts';
import { invalid, NumberInput, Segments } from './inputs.tsx';
import { PriceRangesControl } from './PriceRanges.tsx';
import type { Field } from './useField.ts';

interface StructureProps {
  readonly field: Field;
  readonly id: string;
  readonly label: string;
}

const structures: Readonly<Record<string, React.ComponentType<StructureProps>>> = {
  'learner.hidden': HiddenControl,
  'scenario.levels': LevelsControl,
  'scenario.priceRanges': PriceRangesControl,
  'scenario.sites': SitesControl,
  'scenario.zones': ZonesControl,
  'scenario.demand': DemandControl,
  'orchestration.gradientScale': ScaleControl,
  'orchestration.horizon': HorizonControl,
};

/** The control of a structure; a text field for one that has none of its own. */
export function StructureControl(props: StructureProps) {
  const { section, name } = props.field;
  const Own = structures[`${section}.${name}`];
  return Own ? (
    <Own {...props} />
  ) : (
    <NumberInput field={props.field} id={props.id} label={props.label} />
  );
}

/** Widths as a list of numbers; a single one is a list as well. */
function HiddenControl({ field, id }: StructureProps) {
  const commit = () => {
    const typed = field.text.trim();
    field.commit(/^\d+$/.test(typed) ? `[${typed}]` : typed);
  };
  return (
    <input
      id={id}
      type="text"
      inputMode="text"
      autoComplete="off"
      spellCheck={false}
      value={field.text}
      {...invalid(field.problem, id)}
      onChange={(event) => field.type(event.target.value)}
      onBlur={() => {
        if (field.problem === null && field.isTyped) commit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

const LEVELS = Array.from({ length: MAXIMUM_LEVELS - 1 }, (_, index) => String(index + 2));

/** One number for all servers, or a small table with one for each, where they stand. */
function LevelsControl({ field, id, label }: StructureProps) {
  const scenario = useApp((state) => configured(state).scenario);
  const { levels } = scenario;
  const each = levelsOf(scenario);
  const names = planNames(scenario);
  const isList = Array.isArray(levels);
  const table = useMemo(() => arrange(buildTopology(scenario)), [scenario]);
  return (
    <div className="structure">
      <Segments
        id={`${id}-mode`}
        label={label}
        value={isList ? 'each' : 'all'}
        choices={[
          { value: 'all', text: t('levels.all') },
          { value: 'each', text: t('levels.each') },
        ]}
        onChoose={(mode) => field.commit(mode === 'all' ? String(each[0]) : JSON.stringify(each))}
      />
      {isList ? (
        <div
          className="levels-table"
          style={{ gridTemplateColumns: `repeat(${table.columns}, minmax(2.75rem, 3.25rem))` }}
        >
          {table.servers.map((server, cell) =>
            server === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the cell
              <span key={`empty ${cell}`} />
            ) : (
              <label key={server} className="levels-cell">
                <span aria-hidden="true">{names[server]}</span>
                <select
                  aria-label={t('levels.server', { server: names[server]! })}
                  value={each[server]}
                  onChange={(event) =>
                    field.commit(JSON.stringify(each.with(server, Number(event.target.value))))
                  }
                >
                  {LEVELS.map((level) => (
                    <option key={level}>{level}</option>
                  ))}
                </select>
              </label>
            ),
          )}
        </div>
      ) : (
        <Segments
          id={id}
          label={label}
          value={field.text}
          choices={LEVELS.map((value) => ({ value, text: value }))}
          onChoose={field.commit}
        />
      )}
    </div>
  );
}

/** How many servers stand where; they are placed on the map. */
function SitesControl({ field }: StructureProps) {
  const servers = useApp((state) => serverCount(configured(state).scenario));
  const key = field.value === 'grid' ? 'sites.grid' : 'sites.placed';
  return (
    <div className="structure">
      <p className="structure-text">{t(key, { servers })}</p>
      <EditOnMap tool={{ kind: 'move' }}>{t('sites.edit')}</EditOnMap>
    </div>
  );
}

/** A pattern of zones, or one painted on the map. */
function ZonesControl({ field, id, label }: StructureProps) {
  const isPainted = Array.isArray(field.value);
  const patterns = ['parity', 'released'] as const;
  return (
    <div className="structure">
      <Segments
        id={id}
        label={label}
        value={isPainted ? 'painted' : String(field.value)}
        choices={[
          ...patterns.map((value) => ({ value, text: t(`value.zones.${value}`) })),
          ...(isPainted ? [{ value: 'painted', text: t('value.zones.list') }] : []),
        ]}
        onChoose={field.commit}
      />
      <EditOnMap tool={{ kind: 'zone', zone: ZONES[0] }}>{t('zones.paint')}</EditOnMap>
    </div>
  );
}

/** Leaves the drawer for the map, with a tool in hand. */
function EditOnMap(props: { readonly tool: EditTool; readonly children: string }) {
  const commands = useCommands();
  return (
    <button
      type="button"
      className="button button-small"
      onClick={() => {
        commands.setStage('city');
        commands.setSettingsOpen(false);
        commands.setEditing(props.tool);
      }}
    >
      {props.children}
    </button>
  );
}

/** One of the two tables, or one of the visitor's own. */
function DemandControl({ field, id, label }: StructureProps) {
  const commands = useCommands();
  const isOwn = typeof field.value === 'object';
  const tables = ['paper', 'released'] as const;
  return (
    <div className="structure">
      <Segments
        id={id}
        label={label}
        value={isOwn ? 'own' : String(field.value)}
        choices={[
          ...tables.map((value) => ({ value, text: t(`value.demand.${value}`) })),
          ...(isOwn ? [{ value: 'own', text: t('value.demand.table') }] : []),
        ]}
        onChoose={field.commit}
      />
      <button
        type="button"
        className="button button-small"
        onClick={() => commands.setDemandOpen(true)}
      >
        {t('demand.edit')}
      </button>
    </div>
  );
}

/** The factor that grows with the system, or a number. */
function ScaleControl({ field, id, label }: StructureProps) {
  const isAutomatic = field.text === 'auto';
  return (
    <div className="structure">
      <Segments
        id={`${id}-mode`}
        label={label}
        value={isAutomatic ? 'auto' : 'number'}
        choices={[
          { value: 'auto', text: t('scale.auto') },
          { value: 'number', text: t('scale.number') },
        ]}
        onChoose={(mode) => field.commit(mode === 'auto' ? 'auto' : String(automaticScale()))}
      />
      {isAutomatic ? (
        <p className="structure-text">{t('scale.now', { scale: automaticScale() })}</p>
      ) : (
        <NumberInput field={field} id={id} label={label} />
      )}
    </div>
  );
}

/** max(1, N / 4), what `auto` stands for: of the run that is looked at in stage Agree. */
function automaticScale(): number {
  const { stage, scenario, agreement } = appStore.getState();
  const shown = stage === 'agree' ? agreement.trace : null;
  return Math.max(1, (shown?.ids.length ?? serverCount(scenario)) / 4);
}

/** Hops that a horizon is first set to. */
const FIRST_HORIZON = 2;

/** All servers, or those within so many hops. */
function HorizonControl({ field, id, label }: StructureProps) {
  const isAll = field.value === 'all';
  const hops = Number(field.value);
  const by = (change: number) => () => field.commit(String(hops + change));
  return (
    <div className="structure">
      <Segments
        id={`${id}-mode`}
        label={label}
        value={isAll ? 'all' : 'hops'}
        choices={[
          { value: 'all', text: t('horizon.all') },
          { value: 'hops', text: t('horizon.hops') },
        ]}
        onChoose={(mode) => field.commit(mode === 'all' ? 'all' : String(FIRST_HORIZON))}
      />
      {isAll ? null : (
        <div className="stepper">
          <button
            type="button"
            aria-label={t('settings.less')}
            disabled={hops <= 1}
            onClick={by(-1)}
          >
            −
          </button>
          <NumberInput field={field} id={id} label={label} />
          <button
            type="button"
            aria-label={t('settings.more.one')}
            disabled={hops >= MAXIMUM_HORIZON}
            onClick={by(1)}
          >
            +
          </button>
        </div>
      )}
    </div>
  );
}
