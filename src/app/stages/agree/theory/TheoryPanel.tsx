import type { PanelProps } from '../panel.ts';

export function TheoryPanel({ trace }: PanelProps) {
  return <p className="muted">{trace.links.length}</p>;
}
