import { Options } from './Options.tsx';
import type { PanelProps } from './panel.ts';

/** Everything that can be changed about a run. */
export function OptionsPanel(_props: PanelProps) {
  return <Options />;
}
