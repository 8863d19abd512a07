import { useMemo } from 'react';
import { t } from '../../catalogue/index.ts';
import {
  canvasFont,
  linearScale,
  NUMBER_FONT,
  paintTimeAxis,
  paintValueAxis,
  traceLine,
} from '../../charts/axes.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { formatFixed, formatWhole } from '../../components/format.ts';
import { textScale, usePalette } from '../../theme/theme.ts';

/** Mean loss of all actors as they train. */
export function LossCurve(props: {
  readonly curve: readonly number[];
  /** Steps between two points. */
  readonly every: number;
  /** Steps that the axis is long. */
  readonly steps: number;
}) {
  const { curve, every, steps } = props;
  const palette = usePalette();
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) => {
        const scale = textScale();
        const frame = {
          left: 38 * scale,
          right: width - 44 * scale,
          top: 8,
          bottom: height - 22 * scale,
        };
        const most = Math.max(...curve.slice(0, 3));
        const value = linearScale([0, most], [frame.bottom, frame.top]);
        const time = linearScale([0, steps / every], [frame.left, frame.right]);
        paintValueAxis(context, palette, frame, value, [0, most / 2, most], (tick) =>
          formatFixed(tick, 2),
        );
        const ends = [0, steps / every / 2, steps / every];
        paintTimeAxis(context, palette, frame, time, ends, (tick) => formatWhole(tick * every));
        context.strokeStyle = palette.agreement;
        context.lineWidth = 2;
        context.lineJoin = 'round';
        context.beginPath();
        traceLine(context, time, value, curve);
        context.stroke();
        const newest = curve.at(-1)!;
        context.font = canvasFont(12, NUMBER_FONT, 500);
        context.textAlign = 'left';
        context.textBaseline = 'middle';
        context.fillStyle = palette.agreement;
        const x = Math.min(time(curve.length - 1) + 5, frame.right + 5);
        context.fillText(formatFixed(newest, 3), x, value(Math.min(newest, most)));
      },
    [palette, curve, every, steps],
  );
  return (
    <figure className="distil-loss">
      <figcaption className="muted">{t('distil.loss.curve')}</figcaption>
      <PaintedCanvas aria-hidden paint={paint} />
    </figure>
  );
}
