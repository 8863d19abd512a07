import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { levelColour } from '../../theme/palette.ts';
import { usePalette } from '../../theme/theme.ts';

/** What the colours and marks of glyphs and matrix mean, in one line. */
export function Legend({ trace }: { readonly trace: AgreementTrace }) {
  const palette = usePalette();
  const most = Math.max(...trace.levels);
  return (
    <ul className="legend">
      <li>
        {Array.from({ length: most }, (_, level) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the level itself
          <span key={level} className="agree-level">
            <i className="swatch" style={{ background: levelColour(palette, level, most) }} />
            {level}
          </span>
        ))}
        {t('agree.legend.units')}
      </li>
      <li>
        <i className="swatch swatch-own" />
        {t('agree.legend.own')}
      </li>
      <li>
        <i className="swatch swatch-differs" />
        {t('agree.legend.differs')}
      </li>
      <li>
        <i className="swatch swatch-frame" />
        {t('agree.legend.frame')}
      </li>
      {trace.kept ? (
        <li>
          <i className="swatch swatch-beyond" />
          {t('agree.legend.beyond')}
        </li>
      ) : null}
    </ul>
  );
}
