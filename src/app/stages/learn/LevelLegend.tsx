import { useMemo } from 'react';
import { levelsOf } from '../../../world/scenario.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import { paintLevel } from './paintPolicy.ts';

/** What colour and pattern mean, level by level; of the server with the most levels where none is named. */
export function LevelLegend(props: {
  readonly server?: number;
  /** Whether the picture marks the city's slot of now. */
  readonly marksNow?: boolean;
}) {
  const { server, marksNow = true } = props;
  const scenario = useApp((state) => state.scenario);
  const levels = useMemo(() => {
    const all = levelsOf(scenario);
    return server === undefined ? Math.max(...all) : all[server]!;
  }, [scenario, server]);
  return (
    <ul className="legend">
      {Array.from({ length: levels }, (_, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the level
        <li key={level}>
          <Swatch level={level} levels={levels} />
          {t('learn.policy.level', { level })}
        </li>
      ))}
      {marksNow ? (
        <li>
          <span className="learn-now" aria-hidden />
          {t('learn.policy.now')}
        </li>
      ) : null}
    </ul>
  );
}

function Swatch(props: { readonly level: number; readonly levels: number }) {
  const { level, levels } = props;
  const palette = usePalette();
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) => {
        const frame = { left: 0, right: width, top: 0, bottom: height };
        paintLevel(context, palette, level, levels, frame);
      },
    [palette, level, levels],
  );
  return <PaintedCanvas className="learn-swatch" aria-hidden paint={paint} />;
}
