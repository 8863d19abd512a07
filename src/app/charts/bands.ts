/** What a line is uncertain within: an area with dashed edges, so that colour is not the only sign. */
import { type Frame, type Scale, traceLine } from './axes.ts';

/** Value i belongs to time i; NaN where there is no band. */
export interface TrackBand {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly colour: string;
}

/** A piece of a band without a gap: times `from` to `to`, both inside. */
export interface BandPiece {
  readonly from: number;
  readonly to: number;
}

/** The pieces in which both edges are finite. */
export function bandPieces({ low, high }: Pick<TrackBand, 'low' | 'high'>): BandPiece[] {
  const pieces: BandPiece[] = [];
  let from = -1;
  const length = Math.min(low.length, high.length);
  for (let i = 0; i <= length; i++) {
    const inside = i < length && Number.isFinite(low[i]) && Number.isFinite(high[i]);
    if (inside && from < 0) from = i;
    if (!inside && from >= 0) {
      pieces.push({ from, to: i - 1 });
      from = -1;
    }
  }
  return pieces;
}

export function paintBand(
  context: CanvasRenderingContext2D,
  band: TrackBand,
  frame: Frame,
  time: Scale,
  scale: Scale,
): void {
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top - 2, frame.right - frame.left, frame.bottom - frame.top + 4);
  context.clip();
  context.fillStyle = band.colour;
  context.globalAlpha = 0.16;
  // No more points than there are pixels.
  const stride = Math.max(1, Math.floor(1 / Math.max(1e-9, time(1) - time(0))));
  for (const { from, to } of bandPieces(band)) {
    context.beginPath();
    for (let i = from; i < to; i += stride) context.lineTo(time(i), scale(band.high[i]!));
    context.lineTo(time(to), scale(band.high[to]!));
    context.lineTo(time(to), scale(band.low[to]!));
    for (let i = to - 1; i >= from; i -= stride) context.lineTo(time(i), scale(band.low[i]!));
    context.lineTo(time(from), scale(band.low[from]!));
    context.closePath();
    context.fill();
  }
  context.globalAlpha = 0.55;
  context.strokeStyle = band.colour;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  for (const edge of [band.low, band.high]) {
    context.beginPath();
    traceLine(context, time, scale, edge);
    context.stroke();
  }
  context.restore();
}
