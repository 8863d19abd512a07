/** Puts a palette on the page: CSS variables on <html> for styles, a subscription for painters. */
import { useSyncExternalStore } from 'react';
import type { ThemeChoice } from '../state.ts';
import { type Palette, palettes, type ThemeName } from './palette.ts';

let current: ThemeName = 'light';
const listeners = new Set<() => void>();

/** Theme that a choice means right now. */
export function resolveTheme(choice: ThemeChoice): ThemeName {
  if (choice !== 'system') return choice;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
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
  root.style.colorScheme = theme;
  for (const [name, value] of cssVariables(palettes[theme])) root.style.setProperty(name, value);
  for (const listener of listeners) listener();
}

/** Shows the chosen theme and follows the system's while the choice is `system`. */
export function followTheme(choice: ThemeChoice): () => void {
  show(resolveTheme(choice));
  if (choice !== 'system') return () => {};
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = () => show(resolveTheme('system'));
  query.addEventListener('change', follow);
  return () => query.removeEventListener('change', follow);
}

/** The palette shown now, for painters outside React. */
export function currentPalette(): Palette {
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
