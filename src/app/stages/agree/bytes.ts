/** Bytes as text: 256 B, 12.9 kB, 801 kB, 1.20 MB (powers of 1000, three digits). */
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

export function formatBytes(bytes: number): string {
  let value = Math.round(bytes);
  let unit = 0;
  // 999.5 would round to 1,000 of this unit, so it is already 1.00 of the next.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return `${value} B`;
  const decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return `${value.toFixed(decimals)} ${UNITS[unit]}`;
}
