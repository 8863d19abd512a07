/** Numbers as they are shown: few digits, always the same number of them in one place. */
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A whole number with separators: 12,864. */
export function formatWhole(value: number): string {
  return whole.format(value);
}

/** A rate a second: 0, 0.25, 2.0, 1,900. */
export function formatRate(value: number): string {
  if (!Number.isFinite(value)) return '∞';
  if (value === 0) return '0';
  if (value >= 10) return formatWhole(value);
  return value >= 1 ? value.toFixed(1) : value.toFixed(2);
}

/** A number with a fixed count of decimals, separators and a true minus sign: −1,234.5. */
export function formatFixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  // A rounded zero has no sign.
  if (Number(text) === 0) return text.replace('-', '');
  return separated(text);
}

/** A number with as many decimals as it has, as the ticks of an axis are. */
export function formatNumber(value: number): string {
  return separated(String(value));
}

/** Plain digits with separators between thousands, and a true minus sign. */
function separated(digits: string): string {
  const [integer = '', ...fraction] = digits.split('.');
  return [integer.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.').replace('-', '−');
}

/** A share as a percentage. */
export function formatShare(share: number): string {
  return `${formatFixed(100 * share, 0)} %`;
}
