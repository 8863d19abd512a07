/** Where the sites of the hero picture stand, and what has room in them; all lengths in px. */
import type { Arrangement } from '../../arrangement.ts';
import type { Frame } from '../../charts/axes.ts';

export interface SiteMap {
  readonly table: Arrangement;
  /** Width and height of a cell of the table. */
  readonly cell: number;
  /** Width and height of a site's card. */
  readonly side: number;
  readonly left: number;
  readonly top: number;
  /** Font size of the words; 0 where there is no room for any. */
  readonly font: number;
}

/** Cards narrower than this carry no words. */
const WORDED = 84;
/** Cards narrower than this have no strip of the day. */
const STRIPPED = 44;

/** @param scale factor of the font size (see textScale) */
export function siteMap(table: Arrangement, width: number, height: number, scale = 1): SiteMap {
  const { rows, columns } = table;
  const cell = Math.min(width / columns, height / rows);
  const side = cell * (cell < WORDED ? 0.92 : 0.9);
  const font = side < WORDED * scale ? 0 : Math.min(15, Math.max(11, side * 0.062)) * scale;
  return {
    table,
    cell,
    side,
    left: (width - cell * columns) / 2,
    top: (height - cell * rows) / 2,
    font,
  };
}

/** The card of a site. */
export function siteFrame({ table, cell, side, left, top }: SiteMap, server: number): Frame {
  const at = table.cells[server]!;
  const x = left + ((at % table.columns) + 0.5) * cell - side / 2;
  const y = top + (Math.floor(at / table.columns) + 0.5) * cell - side / 2;
  return { left: x, right: x + side, top: y, bottom: y + side };
}

/** The parts of a card: two columns of units, and the day below them where it fits. */
export interface SiteParts {
  readonly teacher: Frame;
  readonly student: Frame;
  /** Two lines, the teacher's over the student's; null where there is no room. */
  readonly strip: Frame | null;
}

export function siteParts({ font, side }: SiteMap, card: Frame): SiteParts {
  const inset = Math.max(3, side * 0.06);
  const left = card.left + inset;
  const right = card.right - inset;
  const stripHeight = side < STRIPPED ? 0 : Math.min(30, Math.max(10, side * 0.13));
  const strip =
    stripHeight === 0
      ? null
      : { left, right, top: card.bottom - inset - stripHeight, bottom: card.bottom - inset };
  const top = card.top + inset + font * 1.6;
  // The names of the columns stand under them.
  const bottom = (strip ? strip.top : card.bottom) - inset * 0.6 - font * 1.5;
  const middle = (left + right) / 2;
  const gap = side * 0.09;
  return {
    teacher: { left, right: middle - gap, top, bottom },
    student: { left: middle + gap, right, top, bottom },
    strip,
  };
}

/** The site whose card is at a point; null between cards. */
export function siteAt(map: SiteMap, count: number, x: number, y: number): number | null {
  for (let server = 0; server < count; server += 1) {
    const { left, right, top, bottom } = siteFrame(map, server);
    if (x >= left && x <= right && y >= top && y <= bottom) return server;
  }
  return null;
}
