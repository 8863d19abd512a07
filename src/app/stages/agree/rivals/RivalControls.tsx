import { type CSSProperties, useEffect, useMemo, useState } from 'react';
import { type RivalOptions, rivalSchema } from '../../../../orchestration/rivals/rivalOptions.ts';
import { type FieldMeta, fieldsOf } from '../../../../schema.ts';
import { t } from '../../../catalogue/index.ts';
import { formatNumber } from '../../../components/format.ts';
import { nearestStop, sliderStops } from '../../../settings/sliderStops.ts';
import { defaultRivals } from './measuredRivals.ts';

const fields = fieldsOf(rivalSchema);
/** The three that say most; the others are behind "more". */
const FIRST = ['maxPlusIterations', 'sweeps', 'dsaIterations'] as const;
const MORE = ['dsaProbability', 'gradientIterations', 'gradientStep'] as const;
type Name = (typeof FIRST | typeof MORE)[number];

interface Props {
  readonly rivals: RivalOptions;
  readonly onChange: (change: Partial<RivalOptions>) => void;
}

/** How long and how hard the rivals try. */
export function RivalControls(props: Props) {
  const slider = (name: Name) => (
    <RivalSlider key={name} name={name} meta={fields.get(name)!} {...props} />
  );
  return (
    <section className="rivals-controls">
      <h3>{t('rivals.set.title')}</h3>
      <div className="rivals-sliders">{FIRST.map(slider)}</div>
      <details>
        <summary>{t('rivals.set.more')}</summary>
        <div className="rivals-sliders">{MORE.map(slider)}</div>
      </details>
    </section>
  );
}

/** Round values of a field under one hand; all rivals run again once it is let go. */
function RivalSlider(props: Props & { readonly name: Name; readonly meta: FieldMeta }) {
  const { name, meta, rivals, onChange } = props;
  const stops = useMemo(() => sliderStops(meta, defaultRivals[name]), [meta, name]);
  const [value, setValue] = useState(rivals[name]);
  useEffect(() => setValue(rivals[name]), [rivals, name]);
  const label = t(`rivals.set.${name}`);
  const index = nearestStop(stops, value);
  const last = stops.length - 1;
  const commit = () => {
    if (value !== rivals[name]) onChange({ [name]: value });
  };
  return (
    <label className="rivals-slider">
      <span>{label}</span>
      <span className="number" aria-hidden>
        {formatNumber(value)}
      </span>
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={index}
        aria-valuetext={formatNumber(value)}
        style={{ '--filled': `${(100 * index) / last}%` } as CSSProperties}
        onChange={(event) => setValue(stops[Number(event.target.value)]!)}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
    </label>
  );
}
