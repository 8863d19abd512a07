import '../catalogue/later/edit.ts';
import '../catalogue/later/fields.ts';
import { useId, useState } from 'react';
import { demandTable } from '../../world/demand.ts';
import { type DemandTable, ZONES, type Zone } from '../../world/scenario.ts';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { Sheet } from '../components/Sheet.tsx';
import { configured } from '../controller/changes.ts';
import { useApp } from '../store.ts';
import { DemandCells } from './DemandCells.tsx';
import { DemandDrawing } from './DemandDrawing.tsx';
import {
  demandOf,
  type NamedTable,
  tasksOf,
  withCopied,
  withReset,
  withScaled,
} from './demandTable.ts';
import { Segments } from './inputs.tsx';
import './settings.css';
import './demand.css';

/** The table of demand: drawn by hand, or number by number. It applies from the next slot. */
export function DemandEditor() {
  const commands = useCommands();
  const [zone, setZone] = useState<Zone>('residential');
  const [told, setTold] = useState('');
  const demand = useApp((state) => configured(state).scenario.demand);
  const scale = useApp((state) => configured(state).scenario.demandScale);
  const now = useApp((state) => state.city.summary?.hour ?? null);
  const id = useId();
  const table = demandTable({ demand });
  const change = (changed: DemandTable, what: string) => {
    if (commands.changeScenario({ demand: demandOf(changed) })) setTold(what);
  };
  const name = t(`zone.${zone}`);
  return (
    <Sheet
      title={t('edit.demand.title')}
      kind="sheet"
      onClose={() => commands.setDemandOpen(false)}
    >
      <p className="muted">
        {t('edit.demand.about')}
        {scale === 1 ? null : ` ${t('edit.demand.scale', { scale })}`}
      </p>
      <div className="demand-editor">
        <div className="demand-pane">
          <Segments
            id={id}
            label={t('edit.demand.zone')}
            value={zone}
            choices={ZONES.map((each) => ({ value: each, text: t(`zone.${each}`) }))}
            onChoose={(chosen) => setZone(chosen as Zone)}
          />
          <DemandDrawing
            table={table}
            zone={zone}
            now={now}
            onDrawn={(drawn) => change(drawn, t('edit.demand.drawn', { zone: name }))}
          />
          <ZoneTools table={table} zone={zone} onChange={change} />
        </div>
        <div className="demand-scroll">
          <DemandCells
            table={table}
            zone={zone}
            now={now}
            onZone={setZone}
            onChange={(changed) => change(changed, t('edit.demand.changed'))}
          />
        </div>
      </div>
      <p className="hidden" role="status">
        {told}
      </p>
    </Sheet>
  );
}

/** What can be done with the whole day of a zone. */
function ZoneTools(props: {
  readonly table: DemandTable;
  readonly zone: Zone;
  readonly onChange: (table: DemandTable, told: string) => void;
}) {
  const { table, zone, onChange } = props;
  const name = t(`zone.${zone}`);
  const named: readonly NamedTable[] = ['paper', 'released'];
  return (
    <dl className="demand-tools">
      <div>
        <dt>{t('edit.demand.scaleZone', { zone: name })}</dt>
        <dd>
          <ScaleZone
            onScale={(factor) =>
              onChange(
                withScaled(table, zone, factor),
                t('edit.demand.scaled', { zone: name, factor }),
              )
            }
          />
        </dd>
      </div>
      <div>
        <dt>{t('edit.demand.copyZone', { zone: name })}</dt>
        <dd>
          {ZONES.filter((each) => each !== zone).map((to) => (
            <button
              key={to}
              type="button"
              className="button button-small"
              onClick={() =>
                onChange(
                  withCopied(table, zone, to),
                  t('edit.demand.copied', { from: name, to: t(`zone.${to}`) }),
                )
              }
            >
              {t(`zone.${to}`)}
            </button>
          ))}
        </dd>
      </div>
      <div>
        <dt>{t('edit.demand.resetZone', { zone: name })}</dt>
        <dd>
          {named.map((each) => (
            <button
              key={each}
              type="button"
              className="button button-small"
              onClick={() =>
                onChange(withReset(table, zone, each), t('edit.demand.reset.done', { zone: name }))
              }
            >
              {t(`edit.demand.${each}`)}
            </button>
          ))}
        </dd>
      </div>
      <div>
        <dt>{t('edit.demand.resetAll')}</dt>
        <dd>
          {named.map((each) => (
            <button
              key={each}
              type="button"
              className="button button-small"
              onClick={() =>
                onChange(demandTable({ demand: each }), t('edit.demand.resetAll.done'))
              }
            >
              {t(`edit.demand.${each}`)}
            </button>
          ))}
        </dd>
      </div>
    </dl>
  );
}

/** A factor for the whole day: 0 to 100, as the numbers of the table are. */
function ScaleZone({ onScale }: { readonly onScale: (factor: number) => void }) {
  const [text, setText] = useState('1.5');
  const [refused, setRefused] = useState<string | null>(null);
  const id = useId();
  const scale = () => {
    const factor = tasksOf(text);
    setRefused(factor === null ? text : null);
    if (factor !== null) onScale(factor);
  };
  return (
    <>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className="demand-factor"
        aria-label={t('edit.demand.factor')}
        aria-invalid={refused !== null}
        aria-describedby={refused === null ? undefined : `${id}-problem`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setRefused(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') scale();
        }}
      />
      <button type="button" className="button button-small" onClick={scale}>
        {t('edit.demand.multiply')}
      </button>
      {refused === null ? null : (
        <span className="field-problem" id={`${id}-problem`} role="alert">
          {t('edit.demand.factor.refused', { value: refused })}
        </span>
      )}
    </>
  );
}
