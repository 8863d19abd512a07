/** Where a planned ground lies on the map's box, and back from a pointer to a place on it. */
import { extent, type Scenario, type Site } from '../../../../world/scenario.ts';

export interface View {
  /** CSS px a metre. */
  readonly scale: number;
  /** Place of the ground's upper left corner in the box, px. */
  readonly left: number;
  readonly top: number;
  /** Size of the ground, m. */
  readonly width: number;
  readonly height: number;
}

/** The whole ground in the middle of a box, as large as it fits; sizes of the box in px. */
export function fitGround(scenario: Scenario, boxWidth: number, boxHeight: number): View {
  const { width, height } = extent(scenario);
  // A ground without margins may be a line.
  const scale = Math.min(boxWidth / Math.max(width, 1), boxHeight / Math.max(height, 1));
  const left = (boxWidth - width * scale) / 2;
  const top = (boxHeight - height * scale) / 2;
  return { scale, left, top, width, height };
}

/** A place on the ground in px of the box. */
export function toBox({ scale, left, top }: View, place: Site): Site {
  return { x: left + place.x * scale, y: top + place.y * scale };
}

/** The place on the ground under a pointer, m; may lie outside the area. */
export function placeUnder(
  view: View,
  box: Pick<DOMRect, 'left' | 'top'>,
  pointer: { readonly clientX: number; readonly clientY: number },
): Site {
  return {
    x: (pointer.clientX - box.left - view.left) / view.scale,
    y: (pointer.clientY - box.top - view.top) / view.scale,
  };
}

/** The step that an arrow key means, m: 5, or 1 with Shift; null for another key. */
export function stepOfKey(key: string, shift: boolean): Site | null {
  const length = shift ? 1 : 5;
  const steps: Readonly<Record<string, Site>> = {
    ArrowLeft: { x: -length, y: 0 },
    ArrowRight: { x: length, y: 0 },
    ArrowUp: { x: 0, y: -length },
    ArrowDown: { x: 0, y: length },
  };
  return steps[key] ?? null;
}

/** The cell of a ground that an arrow key leads to; null for another key or past the border. */
export function cellByKey(key: string, cell: number, rows: number, columns: number): number | null {
  const step = stepOfKey(key, true);
  if (!step) return null;
  const row = Math.floor(cell / columns) + step.y;
  const column = (cell % columns) + step.x;
  const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
  return isInside ? row * columns + column : null;
}
