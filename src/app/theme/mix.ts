/** Mixing of two colours, without a colour library in the first paint. */

function channels(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The colour at a share 0..1 of the way from one #rrggbb to another, in sRGB, as #rrggbb. */
export function mix(from: string, to: string, share: number): string {
  const one = channels(from);
  const other = channels(to);
  const parts = one.map((channel, index) =>
    Math.round(channel + (other[index]! - channel) * share)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${parts.join('')}`;
}
