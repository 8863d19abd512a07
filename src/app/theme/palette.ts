/**
 * The colours of the app, one hue a meaning, the same in map, matrix, chart and text. Lightness
 * varies with the hue, so that no two meanings meet for colour-blind eyes; test/app/palette.test.ts
 * holds contrasts and distances.
 */
import type { Zone } from '../../world/scenario.ts';
import { mix } from './mix.ts';

export interface Palette {
  /** Page and raised parts (cards, drawers). */
  readonly surface: string;
  readonly surfaceRaised: string;
  /** Hairlines; `lineStrong` for the outline of a control or a server (3 : 1). */
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textMuted: string;
  /** Fill of a level: nothing rented to everything rented. */
  readonly rentedNone: string;
  readonly rentedFull: string;
  readonly demand: string;
  readonly delay: string;
  readonly price: string;
  readonly agreement: string;
  readonly problem: string;
  readonly focus: string;
  /** Servers by the graph colouring of the links: neighbours always differ. */
  readonly servers: readonly [string, string, string, string];
  readonly cloud: string;
  /** Tint of the ground, and the same at midnight. */
  readonly zones: Readonly<Record<Zone, string>>;
  readonly zonesAtNight: Readonly<Record<Zone, string>>;
  /** Lines and labels of the zones (demand curves). */
  readonly zoneMarks: Readonly<Record<Zone, string>>;
}

export type ThemeName = 'light' | 'dark' | 'projector';

const light: Palette = {
  surface: '#fbf9f4',
  surfaceRaised: '#ffffff',
  line: '#e2ddd2',
  lineStrong: '#6f6a60',
  text: '#1d1c1a',
  textMuted: '#57534b',
  rentedNone: '#e9e4d9',
  rentedFull: '#c8440f',
  demand: '#0f66e0',
  delay: '#741d96',
  price: '#5c4200',
  agreement: '#006a4c',
  problem: '#b0123a',
  focus: '#1d1c1a',
  servers: ['#2272a6', '#8a0f62', '#2c5c12', '#33149a'],
  cloud: '#67645d',
  zones: { residential: '#eaf0f4', school: '#f7f2e1', commercial: '#eef4e8', public: '#f4edf3' },
  zonesAtNight: {
    residential: '#d3dbe6',
    school: '#dcdadc',
    commercial: '#d3dedd',
    public: '#dad5e2',
  },
  zoneMarks: {
    residential: '#35729f',
    school: '#7f6d10',
    commercial: '#2c4d0c',
    public: '#66144f',
  },
};

const dark: Palette = {
  surface: '#14171c',
  surfaceRaised: '#1c2027',
  line: '#2d333c',
  lineStrong: '#767f8c',
  text: '#f0ede6',
  textMuted: '#a8aeb8',
  rentedNone: '#353a43',
  rentedFull: '#ec7150',
  demand: '#66a3dc',
  delay: '#b06cfd',
  price: '#efbe2c',
  agreement: '#48ecb6',
  problem: '#ff7d90',
  focus: '#f0ede6',
  servers: ['#9fdff4', '#e050c2', '#2fbf3c', '#a96afe'],
  cloud: '#9298a2',
  zones: { residential: '#212d38', school: '#2f2b23', commercial: '#232f26', public: '#2e2532' },
  zonesAtNight: {
    residential: '#151c26',
    school: '#1c1b1c',
    commercial: '#161e1d',
    public: '#1c1722',
  },
  zoneMarks: {
    residential: '#bee0f5',
    school: '#f0d45a',
    commercial: '#46ae62',
    public: '#bb74c8',
  },
};

/**
 * For a beamer in a lit hall, which adds its light to everything: white ground, text at 7 : 1,
 * marks at 4.5 : 1, tints and hairlines that survive being washed out.
 */
const projector: Palette = {
  surface: '#ffffff',
  surfaceRaised: '#ffffff',
  line: '#b4b0a8',
  lineStrong: '#4a4742',
  text: '#000000',
  textMuted: '#35322e',
  rentedNone: '#dcd7cc',
  rentedFull: '#a52e03',
  demand: '#072edb',
  delay: '#712b90',
  price: '#402702',
  agreement: '#03603f',
  problem: '#96002a',
  focus: '#000000',
  servers: ['#075fa7', '#541552', '#0a3508', '#7218ef'],
  cloud: '#5f5d59',
  zones: { residential: '#e4eef8', school: '#fbf1cc', commercial: '#e2f1da', public: '#f5e3f1' },
  zonesAtNight: {
    residential: '#cddaea',
    school: '#e2dcc6',
    commercial: '#cfe0cc',
    public: '#e2d2e0',
  },
  zoneMarks: {
    residential: '#0152c3',
    school: '#665308',
    commercial: '#0e391c',
    public: '#810071',
  },
};

export const palettes: Readonly<Record<ThemeName, Palette>> = { light, dark, projector };

/**
 * Colour of a rented level, possibly between two levels.
 *
 * @param level 0..levels - 1, whole or not
 * @param levels K, the number of levels of that server
 */
export function levelColour(palette: Palette, level: number, levels: number): string {
  return mix(
    palette.rentedNone,
    palette.rentedFull,
    Math.min(1, Math.max(0, level / (levels - 1))),
  );
}
