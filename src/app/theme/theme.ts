/** Puts a palette on the page: CSS variables on <html> for styles, a subscription for painters. */
import { useSyncExternalStore } from 'react';
import type { ThemeChoice } from '../state.ts';
import { type Palette, palettes, type ThemeName } from './palette.ts';

/** The root font size in px at which painters draw their text as they name it. */
const USUAL_FONT_SIZE = 16;

let current: ThemeName = 'light';
let scale = 1;
const listeners = new Set<() => void>();

/** Theme that a choice means right now. */
export function resolveTheme(choice: ThemeChoice): ThemeName {
  if (choice !== 'system') return choice;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

const CYCLE: readonly ThemeName[] = ['light', 'dark', 'projector'];

/** The theme after this one, round and round. */
export function nextTheme(theme: ThemeName): ThemeName {
  return CYCLE[(CYCLE.indexOf(theme) + 1) % CYCLE.length]!;
}

/** CSS variables of a palette, e.g. `--rented-full`, `--server-1`, `--zone-school`. */
export function cssVariables(palette: Palette): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(palette)) {
    const variable = kebab(name);
    if (typeof value === 'string') {
      variables.set(`--${variable}`, value);
    } else if (Array.isArray(value)) {
      value.forEach((colour: string, index) => {
        variables.set(`--server-${index + 1}`, colour);
      });
    } else {
      const stem = variable.replace('zones', 'zone').replace('marks', 'mark');
      for (const [zone, colour] of Object.entries(value as Record<string, string>)) {
        variables.set(`--${stem}-${zone}`, colour);
      }
    }
  }
  return variables;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function show(theme: ThemeName): void {
  current = theme;
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.style.colorScheme = theme === 'dark' ? 'dark' : 'light';
  for (const [name, value] of cssVariables(palettes[theme])) root.style.setProperty(name, value);
  measureText();
  for (const listener of listeners) listener();
}

/** Reads the root font size: the theme, the width of the window and the visitor's settings make it. */
function measureText(): void {
  scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_FONT_SIZE;
}

/** Shows the chosen theme and follows the system's while the choice is `system`. */
export function followTheme(choice: ThemeChoice): () => void {
  show(resolveTheme(choice));
  window.addEventListener('resize', measureText);
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = () => choice === 'system' && show(resolveTheme('system'));
  query.addEventListener('change', follow);
  return () => {
    window.removeEventListener('resize', measureText);
    query.removeEventListener('change', follow);
  };
}

/**
 * Factor by which painters multiply the px of their text and of the space that they keep for it:
 * 1 on a usual screen, larger on wide ones and in the projector theme, so that text on canvases
 * grows with the text of the page.
 */
export function textScale(): number {
  return scale;
}

/** The palette shown now, for painters outside React. */
function currentPalette(): Palette {
  return palettes[current];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The palette shown now; the component renders again when the theme changes. */
export function usePalette(): Palette {
  return useSyncExternalStore(subscribe, currentPalette);
}

/** The theme shown now; the component renders again when it changes. */
export function useThemeName(): ThemeName {
  return useSyncExternalStore(subscribe, () => current);
}
