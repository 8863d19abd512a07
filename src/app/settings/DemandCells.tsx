import { type ClipboardEvent, Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { HOURS } from '../../world/demand.ts';
import { type DemandTable, ZONES, type Zone } from '../../world/scenario.ts';
import { t } from '../catalogue/index.ts';
import { MOST_TASKS, readPasted, tasksOf, withHour } from './demandTable.ts';

const HOUR_LIST = Array.from({ length: HOURS }, (_, hour) => hour);

/** What was typed or pasted and is not allowed, by cell. */
type Refused = Readonly<Record<string, string>>;
const cellName = (zone: Zone, hour: number) => `${zone} ${hour}`;

/** The table as number fields: a line for every hour, a column for every zone. */
export function DemandCells(props: {
  readonly table: DemandTable;
  readonly zone: Zone;
  readonly now: number | null;
  readonly onZone: (zone: Zone) => void;
  readonly onChange: (table: DemandTable) => void;
}) {
  const { table, onChange } = props;
  const [refused, setRefused] = useState<Refused>({});
  const body = useRef<HTMLTableSectionElement>(null);

  const goTo = (zone: Zone | undefined, hour: number) => {
    if (zone === undefined) return false;
    const input = body.current?.querySelector<HTMLInputElement>(
      `[data-cell="${cellName(zone, hour)}"]`,
    );
    input?.focus();
    return Boolean(input);
  };
  const take = (zone: Zone, hour: number, text: string) => {
    const name = cellName(zone, hour);
    const tasks = tasksOf(text);
    if (tasks === null) {
      setRefused((others) => ({ ...others, [name]: text }));
      return;
    }
    setRefused(({ [name]: _, ...others }) => others);
    if (tasks !== table[zone][hour]) onChange(withHour(table, zone, hour, tasks));
  };
  const paste = (event: ClipboardEvent, zone: Zone, hour: number) => {
    const cells = readPasted(event.clipboardData.getData('text'), zone, hour);
    if (cells.length < 2) return;
    event.preventDefault();
    let pasted = table;
    const problems: Record<string, string> = {};
    for (const cell of cells) {
      if (cell.tasks === null) problems[cellName(cell.zone, cell.hour)] = cell.text;
      else pasted = withHour(pasted, cell.zone, cell.hour, cell.tasks);
    }
    const touched = new Set(cells.map((cell) => cellName(cell.zone, cell.hour)));
    setRefused((others) => ({
      ...Object.fromEntries(Object.entries(others).filter(([name]) => !touched.has(name))),
      ...problems,
    }));
    onChange(pasted);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>, zone: Zone, hour: number) => {
    const { key, currentTarget: input } = event;
    const index = ZONES.indexOf(zone);
    const isWhole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const atStart = isWhole || input.selectionEnd === 0;
    const atEnd = isWhole || input.selectionStart === input.value.length;
    const went =
      (key === 'ArrowUp' && goTo(zone, hour - 1)) ||
      ((key === 'ArrowDown' || key === 'Enter') && goTo(zone, hour + 1)) ||
      (key === 'ArrowLeft' && atStart && goTo(ZONES[index - 1], hour)) ||
      (key === 'ArrowRight' && atEnd && goTo(ZONES[index + 1], hour));
    if (went) event.preventDefault();
    // The last line has none below it to go to.
    else if (key === 'Enter') take(zone, hour, input.value);
  };

  return (
    <table className="demand-cells">
      <caption className="hidden">{t('edit.demand.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('edit.demand.hour')}</th>
          {ZONES.map((zone) => (
            <th key={zone} scope="col" data-active={zone === props.zone}>
              {t(`zone.${zone}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {HOUR_LIST.map((hour) => {
          const problems = ZONES.filter((zone) => cellName(zone, hour) in refused);
          return (
            <Fragment key={hour}>
              <tr data-now={hour === props.now}>
                <th scope="row">{String(hour).padStart(2, '0')}:00</th>
                {ZONES.map((zone) => (
                  <td key={zone} data-active={zone === props.zone}>
                    <Cell
                      zone={zone}
                      hour={hour}
                      tasks={table[zone][hour]!}
                      refused={refused[cellName(zone, hour)] ?? null}
                      onFocus={() => props.onZone(zone)}
                      onTake={(text) => take(zone, hour, text)}
                      onPaste={(event) => paste(event, zone, hour)}
                      onKeyDown={(event) => press(event, zone, hour)}
                    />
                  </td>
                ))}
              </tr>
              {problems.length > 0 ? (
                <tr>
                  <td colSpan={ZONES.length + 1} className="field-problem" role="alert">
                    {problems.map((zone) => (
                      <p key={zone} id={`problem-${zone}-${hour}`}>
                        {t('edit.demand.refused', {
                          zone: t(`zone.${zone}`),
                          value: refused[cellName(zone, hour)]!,
                          most: MOST_TASKS,
                        })}
                      </p>
                    ))}
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Cell(props: {
  readonly zone: Zone;
  readonly hour: number;
  readonly tasks: number;
  /** What was typed here and refused. */
  readonly refused: string | null;
  readonly onFocus: () => void;
  readonly onTake: (text: string) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}) {
  const { zone, hour, tasks, refused } = props;
  /** What is being typed; null while the cell shows what it has. */
  const [typed, setTyped] = useState<string | null>(null);
  const problem =
    refused === null ? {} : { 'aria-invalid': true, 'aria-describedby': `problem-${zone}-${hour}` };
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      data-cell={cellName(zone, hour)}
      aria-label={t('edit.demand.cell', { zone: t(`zone.${zone}`), hour })}
      value={typed ?? refused ?? String(tasks)}
      {...problem}
      onFocus={(event) => {
        props.onFocus();
        event.currentTarget.select();
      }}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed !== null) props.onTake(typed);
        setTyped(null);
      }}
      onPaste={props.onPaste}
      onKeyDown={props.onKeyDown}
    />
  );
}
