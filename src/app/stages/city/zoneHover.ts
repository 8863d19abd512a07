/** The zone pointed at, on the map or in the chart of demand: each shows it in the other. */
import { useSyncExternalStore } from 'react';
import type { Zone } from '../../../world/scenario.ts';

let hovered: Zone | null = null;
const listeners = new Set<() => void>();

export function hoverZone(zone: Zone | null): void {
  if (zone === hovered) return;
  hovered = zone;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useHoveredZone(): Zone | null {
  return useSyncExternalStore(subscribe, () => hovered);
}
