import { describe, expect, it } from 'vitest';
import { mix } from '../../src/app/theme/mix.ts';
import { levelColour, type Palette, palettes } from '../../src/app/theme/palette.ts';
import { contrast, distance, VISIONS } from '../support/colourVision.ts';

/** WCAG 2 contrast of text and of marks; a beamer in a lit hall takes half of it away. */
const TEXT: Readonly<Record<string, number>> = { light: 4.5, dark: 4.5, projector: 7 };
const MARK: Readonly<Record<string, number>> = { light: 3, dark: 3, projector: 4.5 };
/** CIELAB distance below which two meanings were measured to be confused: 4 to 8. */
const APART = 15;

const meanings = (palette: Palette): Record<string, string> => ({
  rented: palette.rentedFull,
  demand: palette.demand,
  delay: palette.delay,
  price: palette.price,
  agreement: palette.agreement,
});
const servedBy = (palette: Palette): Record<string, string> => ({
  ...Object.fromEntries(palette.servers.map((colour, index) => [`server ${index}`, colour])),
  cloud: palette.cloud,
});
const grounds = (palette: Palette) => [
  ...Object.values(palette.zones),
  ...Object.values(palette.zonesAtNight),
];

/** Smallest distance within a set of colours, over all kinds of sight, with who it is between. */
function closest(colours: Record<string, string>): { distance: number; between: string } {
  let found = { distance: Number.POSITIVE_INFINITY, between: '' };
  const entries = Object.entries(colours);
  for (const vision of Object.keys(VISIONS)) {
    for (const [index, [name, colour]] of entries.entries()) {
      for (const [otherName, other] of entries.slice(index + 1)) {
        const apart = distance(colour, other, vision);
        if (apart < found.distance) {
          found = { distance: apart, between: `${name} and ${otherName}, ${vision}` };
        }
      }
    }
  }
  return found;
}

describe('the measures themselves', () => {
  it('give the contrast and the distance of known pairs', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(distance('#000000', '#ffffff', 'usual')).toBeCloseTo(100, 2);
    // L*a*b* of sRGB red is (53.24, 80.09, 67.20).
    expect(distance('#ff0000', '#000000', 'usual')).toBeCloseTo(Math.hypot(53.24, 80.09, 67.2), 1);
  });

  it('bring red and green together for deuteranopia, and leave them apart for others', () => {
    expect(distance('#a05a00', '#6b7a00', 'deuteranopia')).toBeLessThan(
      distance('#a05a00', '#6b7a00', 'usual') / 2,
    );
  });
});

describe.each(Object.entries(palettes))('the %s palette', (theme, palette) => {
  const text = TEXT[theme]!;
  const mark = MARK[theme]!;

  it('has text that can be read on the page, on raised parts and on the map by day and night', () => {
    const surfaces = [palette.surface, palette.surfaceRaised];
    for (const ground of [...surfaces, ...grounds(palette)]) {
      expect(contrast(palette.text, ground)).toBeGreaterThanOrEqual(text);
      expect(contrast(palette.textMuted, ground)).toBeGreaterThanOrEqual(text);
    }
    const named = [
      ...Object.values(meanings(palette)),
      ...Object.values(palette.zoneMarks),
      palette.problem,
    ];
    for (const colour of named) {
      for (const ground of surfaces) {
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(text);
      }
    }
  });

  it('has marks that stand out from the page and from the map by day and night', () => {
    const onMap = [...Object.values(servedBy(palette)), palette.rentedFull, palette.lineStrong];
    for (const ground of grounds(palette)) {
      for (const colour of onMap) {
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(mark);
      }
    }
    for (const colour of [palette.focus, palette.lineStrong]) {
      expect(contrast(colour, palette.surface)).toBeGreaterThanOrEqual(mark);
    }
  });

  it('has server numbers that can be read on their discs', () => {
    for (const colour of palette.servers) {
      expect(contrast(palette.surfaceRaised, colour)).toBeGreaterThanOrEqual(mark);
    }
  });

  it.each([
    ['meanings', meanings],
    ['who serves a user', servedBy],
    ['zones of the demand chart', (p: Palette) => ({ ...p.zoneMarks })],
  ] as const)('keeps %s apart for every kind of sight', (_, colours) => {
    const { distance: apart, between } = closest(colours(palette));
    expect(apart, between).toBeGreaterThanOrEqual(APART);
  });

  it('shows a whole unit apart from nothing, and levels in order', () => {
    for (const vision of Object.keys(VISIONS)) {
      expect(distance(palette.rentedNone, palette.rentedFull, vision)).toBeGreaterThan(APART);
    }
    expect(levelColour(palette, 0, 3)).toBe(palette.rentedNone);
    expect(levelColour(palette, 2, 3)).toBe(palette.rentedFull);
    expect(levelColour(palette, 5, 3)).toBe(palette.rentedFull);
    const towards = (level: number) =>
      distance(palette.rentedNone, levelColour(palette, level, 4), 'usual');
    expect(towards(1)).toBeGreaterThan(0);
    expect(towards(2)).toBeGreaterThan(towards(1));
    expect(towards(3)).toBeGreaterThan(towards(2));
  });
});

describe('mix', () => {
  it('goes from one colour to the other', () => {
    expect(mix('#00ff80', '#ff0081', 0)).toBe('#00ff80');
    expect(mix('#00ff80', '#ff0081', 1)).toBe('#ff0081');
    expect(mix('#000000', '#ff0a64', 0.5)).toBe('#800532');
  });
});
