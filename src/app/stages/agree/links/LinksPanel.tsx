import type { PanelProps } from '../panel.ts';

export function LinksPanel({ trace }: PanelProps) {
  return <p className="muted">{trace.links.length}</p>;
}
