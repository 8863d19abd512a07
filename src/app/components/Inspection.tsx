/**
 * Numbers that can be opened: a compact list of terms with value and unit, each with its formula,
 * the inputs as they are now, what it means and where it is written. Load it lazily.
 */
import {
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/inspect.ts';
import { Icon } from './Icon.tsx';
import { inlineMath } from './mathml.ts';
import './inspection.css';

export interface InspectionInput {
  /** MathML, as in the formula. */
  readonly symbol: ReactNode;
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
}

export interface InspectionRow {
  /** Names the row; two rows of one list have different terms. */
  readonly term: string;
  readonly value: string;
  readonly unit?: string;
  readonly meaning: string;
  /** MathML. */
  readonly formula?: ReactNode;
  /** What the formula takes, as it is now. */
  readonly inputs?: readonly InspectionInput[];
  /** Where it is written: "eq. (13)", "Algorithm 1, line 5". */
  readonly source?: string;
}

/** A thing singled out and its numbers. */
export function Inspection(props: {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly rows: readonly InspectionRow[];
  readonly onClose?: () => void;
  /** Stands between the title and the numbers. */
  readonly children?: ReactNode;
}) {
  const heading = useId();
  return (
    <section className="inspection" aria-labelledby={heading}>
      <header className="inspection-head">
        <h2 id={heading}>{props.title}</h2>
        {props.subtitle === undefined ? null : (
          <span className="inspection-subtitle">{props.subtitle}</span>
        )}
        {props.onClose ? (
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={t('inspect.close')}
            title={t('inspect.close')}
            onClick={props.onClose}
          >
            <Icon name="close" />
          </button>
        ) : null}
      </header>
      {props.children}
      {props.rows.length === 0 ? null : <InspectionList rows={props.rows} />}
    </section>
  );
}

/** The numbers alone. Hover and focus open a row for as long as they last; a click keeps it open. */
export function InspectionList({ rows }: { readonly rows: readonly InspectionRow[] }) {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [peeked, setPeeked] = useState<string | null>(null);
  const keep = (term: string, open: boolean) => {
    const next = new Set(kept);
    if (open) next.add(term);
    else next.delete(term);
    setKept(next);
    setPeeked(null);
  };
  return (
    <dl className="inspection-rows" onPointerLeave={() => setPeeked(null)}>
      {rows.map((row) => (
        <Row
          key={row.term}
          row={row}
          shown={kept.has(row.term) ? 'kept' : peeked === row.term ? 'peeked' : null}
          peek={(open) => setPeeked(open ? row.term : null)}
          keep={(open) => keep(row.term, open)}
        />
      ))}
    </dl>
  );
}

function Row(props: {
  readonly row: InspectionRow;
  readonly shown: 'kept' | 'peeked' | null;
  readonly peek: (open: boolean) => void;
  readonly keep: (open: boolean) => void;
}) {
  const { row, shown, peek, keep } = props;
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (shown === 'peeked' && body.current) turnInside(body.current);
  }, [shown]);
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || shown === null) return;
    // The first Escape closes the row, the next one what the row belongs to.
    event.stopPropagation();
    keep(false);
  };
  return (
    <div className="inspection-row" data-term={row.term} data-shown={shown ?? undefined}>
      <dt onPointerEnter={(event) => event.pointerType === 'mouse' && peek(true)}>
        <button
          type="button"
          className="inspection-term"
          aria-expanded={shown !== null}
          aria-controls={id}
          onFocus={() => peek(true)}
          onBlur={() => peek(false)}
          onKeyDown={close}
          onClick={() => keep(shown !== 'kept')}
        >
          {row.term}
        </button>
      </dt>
      <dd className="inspection-value number">{row.value}</dd>
      <dd className="inspection-unit">{row.unit}</dd>
      <dd className="inspection-body" id={id} hidden={shown === null}>
        <div ref={body} className="inspection-card">
          {shown === null ? null : <Explanation row={row} />}
        </div>
      </dd>
    </div>
  );
}

function Explanation({ row }: { readonly row: InspectionRow }) {
  const { formula, inputs = [], meaning, source } = row;
  return (
    <>
      {formula}
      {inputs.length === 0 ? null : (
        <ul className="inspection-inputs" aria-label={t('inspect.inputs')}>
          {inputs.map((input) => (
            <li key={input.name}>
              <span className="inspection-symbol">{inlineMath(input.symbol)}</span>
              <span>{input.name}</span>
              <span className="inspection-value number">{input.value}</span>
              <span className="inspection-unit">{input.unit}</span>
            </li>
          ))}
        </ul>
      )}
      <p>{meaning}</p>
      {source === undefined ? null : (
        <p className="inspection-source">{t('inspect.source', { source })}</p>
      )}
    </>
  );
}

/** Least distance to the lower edge of the window, px. */
const MARGIN = 8;

/** Puts a floating card that would hang below the window above its row. */
function turnInside(card: HTMLElement): void {
  delete card.dataset.above;
  const { bottom, height } = card.getBoundingClientRect();
  const room = document.documentElement.clientHeight - MARGIN;
  if (bottom > room && bottom - height > height) card.dataset.above = '';
}
