import { type KeyboardEvent, useId } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { Figure, Figures } from '../../components/Figures.tsx';
import { formatFixed } from '../../components/format.ts';
import type { Attempt } from '../../state.ts';
import { useApp } from '../../store.ts';
import { levelColour } from '../../theme/palette.ts';
import { usePalette } from '../../theme/theme.ts';
import { leastText } from './optimum.ts';
import { type GlyphTable, neighbourInTable } from './table.ts';
import { objectiveDecimals } from './tracks.ts';

/** Differences below this are rounding errors of sums. */
const EVEN = 1e-9;

/** What the visitor decided by hand for this run; what N2O decided until then. */
export function useAttempt(trace: AgreementTrace): Attempt {
  const attempt = useApp((state) => state.agreement.attempt);
  if (attempt?.trace === trace) return attempt;
  return { trace, decisions: trace.decision, objective: trace.objective };
}

/** "Beat N2O": the visitor decides for all servers, and the networks say what they expect. */
export function TryYourself(props: { readonly trace: AgreementTrace; readonly table: GlyphTable }) {
  const { trace, table } = props;
  const commands = useCommands();
  const heading = useId();
  const attempt = useAttempt(trace);
  const { decisions, objective } = attempt;
  const choose = (next: readonly number[]) => commands.tryDecisions(next);
  const format = (value: number) => formatFixed(value, objectiveDecimals(trace));
  return (
    <section className="agree-try" aria-labelledby={heading}>
      <h2 id={heading}>{t('agree.try.title')}</h2>
      <div className="agree-try-body">
        <p className="muted">{t('agree.try.lead')}</p>
        <Decisions trace={trace} table={table} decisions={decisions} onChoose={choose} />
        <div className="agree-try-starts">
          <button type="button" className="button" onClick={() => choose([...trace.decision])}>
            {t('agree.try.fromN2o')}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => choose([...trace.greedy.decision])}
          >
            {t('agree.try.fromGreedy')}
          </button>
        </div>
        <Figures>
          <Figure
            value={objective === null ? '–' : format(objective)}
            label={t('agree.try.yours')}
          />
          <Figure value={format(trace.objective)} label={t('agree.try.n2o')} />
          {'decision' in trace.exact ? (
            <Figure value={format(trace.exact.objective)} label={t('agree.try.exact')} />
          ) : null}
          <Figure value={format(trace.greedy.objective)} label={t('agree.try.greedy')} />
        </Figures>
        <p aria-live="polite">
          {objective === null ? '' : `${comparison(trace, objective)} ${gapText(trace, objective)}`}
        </p>
      </div>
    </section>
  );
}

/** How far ahead of N2O a choice is, in words. */
export function comparison(trace: AgreementTrace, objective: number): string {
  if ('decision' in trace.exact && objective > trace.exact.objective - EVEN) {
    return t('agree.try.best');
  }
  const margin = objective - trace.objective;
  if (Math.abs(margin) < EVEN) return t('agree.try.even');
  // One decimal more than the objectives, so that a narrow lead does not read as none.
  const text = formatFixed(Math.abs(margin), objectiveDecimals(trace) + 1);
  return t(margin > 0 ? 'agree.try.ahead' : 'agree.try.behind', { margin: text });
}

/** How far below the exact optimum a choice is, nothing at it; where it is refused, what is proven. */
export function gapText(trace: AgreementTrace, objective: number): string {
  if (!('decision' in trace.exact)) {
    return leastText(trace, objective) ?? t('agree.try.gap.unknown');
  }
  const { objective: exact } = trace.exact;
  const gap = exact - objective;
  if (gap < EVEN) return '';
  const missing = formatFixed(gap, objectiveDecimals(trace) + 1);
  // A share of a sum that is not positive says nothing.
  if (exact <= 0) return t('agree.try.gap.alone', { gap: missing });
  return t('agree.try.gap', { gap: missing, share: formatFixed((100 * gap) / exact, 1) });
}

function Decisions(props: {
  readonly trace: AgreementTrace;
  readonly table: GlyphTable;
  readonly decisions: readonly number[];
  readonly onChoose: (decisions: readonly number[]) => void;
}) {
  const { trace, table, decisions } = props;
  const commands = useCommands();
  const palette = usePalette();
  const press = (event: KeyboardEvent<HTMLElement>, n: number) => {
    const next = neighbourInTable(event.key, n, table);
    if (next === null) return;
    event.preventDefault();
    const buttons = event.currentTarget.parentElement?.children;
    const button = buttons?.[table.order.indexOf(next)];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <fieldset
      className="agree-try-grid"
      style={{ gridTemplateColumns: `repeat(${table.columns}, minmax(0, 1fr))` }}
      aria-label={t('agree.try.label')}
      data-arrows
    >
      {table.order.map((n) => {
        const id = trace.ids[n]!;
        const cell = table.cells[n]!;
        const level = decisions[n] ?? 0;
        const levels = trace.levels[n]!;
        return (
          <button
            key={id}
            type="button"
            aria-label={t('agree.try.server', { id, level })}
            style={{
              gridRow: Math.floor(cell / table.columns) + 1,
              gridColumn: (cell % table.columns) + 1,
              background: levelColour(palette, level, levels),
              color: level === levels - 1 ? palette.surface : palette.text,
            }}
            onKeyDown={(event) => press(event, n)}
            onPointerEnter={() => commands.hover({ kind: 'server', id })}
            onPointerLeave={() => commands.hover(null)}
            onClick={() => props.onChoose(decisions.with(n, (level + 1) % levels))}
          >
            {level}
          </button>
        );
      })}
    </fieldset>
  );
}
