import { useId } from 'react';
import { AgreementFigures, Verdict } from './AgreementFigures.tsx';
import { AgreementInspection } from './AgreementInspection.tsx';
import { AgreementMatrix } from './AgreementMatrix.tsx';
import { AgreementTracks } from './AgreementTracks.tsx';
import { Legend } from './Legend.tsx';
import type { PanelProps } from './panel.ts';
import { SlotLine } from './SlotLine.tsx';
import { TextTwin } from './TextTwin.tsx';
import { useNarrow } from './useNarrow.ts';

/** The run as it goes: the matrix of copies, the curves, and the numbers of what is looked at. */
export function WatchPanel({ trace, looking, focus }: PanelProps) {
  const twin = useId();
  const isNarrow = useNarrow();
  const shared = { looking, focus };
  return (
    <>
      <SlotLine trace={trace} />
      <AgreementFigures trace={trace} focus={focus} />
      <Legend trace={trace} />
      <div className="agree-evidence">
        <AgreementMatrix {...shared} describedBy={twin} />
        {isNarrow ? null : <AgreementInspection {...shared} />}
      </div>
      <div>
        <AgreementTracks {...shared} />
        <Verdict trace={trace} />
      </div>
      <TextTwin trace={trace} id={twin} />
    </>
  );
}
