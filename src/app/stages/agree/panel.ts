/** What every panel of the stage gets. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import type { Focus } from './useFocus.ts';
import type { Looking } from './useScene.ts';

export interface PanelProps {
  readonly trace: AgreementTrace;
  readonly looking: Looking;
  readonly focus: Focus;
}
