import { useEffect, useId, useState } from 'react';
import type { PriceRange } from '../../world/scenario.ts';
import { t } from '../catalogue/index.ts';
import './priceRanges.css';

/** The two ends of one server's prices, each committed when it is left or confirmed. */
export function PriceInputs(props: {
  /** Of the server. */
  readonly name: number;
  readonly range: PriceRange;
  readonly onChange: (range: PriceRange) => void;
}) {
  const { name, range, onChange } = props;
  return (
    <span className="price-inputs">
      <PriceInput
        label={t('ranges.minimum', { server: name })}
        value={range.minimum}
        onCommit={(minimum) => onChange({ minimum, maximum: Math.max(minimum, range.maximum) })}
      />
      <span aria-hidden="true">–</span>
      <PriceInput
        label={t('ranges.maximum', { server: name })}
        value={range.maximum}
        onCommit={(maximum) => onChange({ minimum: Math.min(maximum, range.minimum), maximum })}
      />
    </span>
  );
}

function PriceInput(props: {
  readonly label: string;
  readonly value: number;
  readonly onCommit: (value: number) => void;
}) {
  const { label, value, onCommit } = props;
  const [text, setText] = useState(String(value));
  const id = useId();
  useEffect(() => setText(String(value)), [value]);
  const read = Number(text.trim().replace(',', '.'));
  const isPrice = text.trim() !== '' && read >= 0 && read <= LARGEST;
  const commit = () => {
    if (!isPrice) setText(String(value));
    else if (read !== value) onCommit(read);
  };
  return (
    <input
      id={id}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-invalid={!isPrice}
      title={t('ranges.allowed', { largest: LARGEST })}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** Largest price that the scenario takes. */
const LARGEST = 200;
