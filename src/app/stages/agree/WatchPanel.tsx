import { useId } from 'react';
import { t } from '../../catalogue/index.ts';
import { AgreementFigures, Verdict } from './AgreementFigures.tsx';
import { AgreementInspection } from './AgreementInspection.tsx';
import { AgreementMatrix } from './AgreementMatrix.tsx';
import { AgreementTracks } from './AgreementTracks.tsx';
import { AxisChoice } from './AxisChoice.tsx';
import { Legend } from './Legend.tsx';
import type { PanelProps } from './panel.ts';
import { SlotLine } from './SlotLine.tsx';
import { TextTwin } from './TextTwin.tsx';
import { useNarrow } from './useNarrow.ts';

/**
 * The run as it goes: the matrix of copies beside the objective against exact, and the numbers of
 * what is looked at; more curves below. Where the map stands above, its numbers come first.
 */
export function WatchPanel({ trace, looking, focus }: PanelProps) {
  const twin = useId();
  const isNarrow = useNarrow();
  const shared = { looking, focus };
  const inspection = <AgreementInspection {...shared} />;
  return (
    <>
      {isNarrow ? inspection : null}
      <SlotLine trace={trace} />
      <AgreementFigures trace={trace} focus={focus} />
      <div className="agree-watch">
        <div className="agree-watch-matrix">
          <AgreementMatrix {...shared} describedBy={twin} />
          <Legend trace={trace} />
        </div>
        <div className="agree-watch-objective">
          <AgreementTracks {...shared} show="objective" />
          <AxisChoice />
        </div>
        {isNarrow ? null : inspection}
      </div>
      <section aria-label={t('agree.track.others')}>
        <AgreementTracks {...shared} show="others" />
        <Verdict trace={trace} />
      </section>
      <TextTwin trace={trace} id={twin} />
    </>
  );
}
