/** Labels beside points, where they cover neither each other nor a point. */

export interface LabelPlace {
  readonly x: number;
  /** Middle of the text. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Far from its point: a thin line leads there. */
  readonly isFar: boolean;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of a letter at the size of labels, px; on the safe side. */
const LETTER = 6.6;
const LINE = 14;
/** Lines lead away to both sides, so above and below is better by this, px. */
const BESIDE = 8;
/** Free space around a point. */
const POINT = 7;

/**
 * Every label at the nearest place that is free, the first ones first. Where none is, the place that
 * covers least.
 *
 * @param frame that no label leaves
 * @param scale factor of text sizes
 */
export function placeLabels(
  points: readonly { readonly x: number; readonly y: number; readonly text: string }[],
  frame: Box,
  scale: number,
): readonly LabelPlace[] {
  const taken: Box[] = points.map(({ x, y }) => ({
    left: x - POINT,
    right: x + POINT,
    top: y - POINT,
    bottom: y + POINT,
  }));
  return points.map(({ x, y, text }, index) => {
    const width = text.length * LETTER * scale;
    let best: { place: LabelPlace; box: Box; cost: number } | null = null;
    for (const place of placesAround(x, y, scale)) {
      const box = boxOf(place, width, LINE * scale);
      const far = Math.hypot(place.x - x, place.y - y) + (place.y === y ? BESIDE : 0);
      const cost = far + 40 * outside(box, frame) + 12 * covered(box, taken, index);
      if (!best || cost < best.cost) best = { place, box, cost };
    }
    taken.push(best!.box);
    return best!.place;
  });
}

/** Right, left, above, below, and further up and down on both sides. */
function* placesAround(x: number, y: number, scale: number): Generator<LabelPlace> {
  const side = 11;
  const step = LINE * scale;
  yield { x: x + side, y, anchor: 'start', isFar: false };
  yield { x: x - side, y, anchor: 'end', isFar: false };
  yield { x, y: y - step, anchor: 'middle', isFar: false };
  yield { x, y: y + step, anchor: 'middle', isFar: false };
  for (let away = 1; away <= 9; away++) {
    for (const direction of [1, -1]) {
      const at = y + direction * away * step;
      const isFar = away > 1;
      yield { x: x + side, y: at, anchor: 'start', isFar };
      yield { x: x - side, y: at, anchor: 'end', isFar };
      if (isFar) yield { x, y: at, anchor: 'middle', isFar };
    }
  }
}

function boxOf({ x, y, anchor }: LabelPlace, width: number, height: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
}

/** How far a box reaches over the edges of another, px. */
function outside(box: Box, frame: Box): number {
  return (
    Math.max(0, frame.left - box.left) +
    Math.max(0, box.right - frame.right) +
    Math.max(0, frame.top - box.top) +
    Math.max(0, box.bottom - frame.bottom)
  );
}

/** How much of the boxes it covers: the widths of the overlaps, px. */
function covered(box: Box, boxes: readonly Box[], own: number): number {
  return boxes.reduce((sum, other, index) => {
    // Its own point is beside it by construction.
    if (index === own) return sum;
    const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
    const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
    return wide > 0 && high > 0 ? sum + wide + high : sum;
  }, 0);
}
