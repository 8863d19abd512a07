import { useMemo } from 'react';
import { t } from '../../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../../charts/PaintedCanvas.tsx';
import { formatFixed, formatNumber, formatShare } from '../../../components/format.ts';
import type { Palette } from '../../../theme/palette.ts';
import { usePalette } from '../../../theme/theme.ts';
import { LiveSlider } from './LiveSlider.tsx';
import { type LinkLife, lifeOfLinks } from './linkLife.ts';
import { type LinkState, mostFailing } from './linkState.ts';
import { Segments } from './Segments.tsx';
import { useIteration } from './useIteration.ts';
import type { Choosing } from './useLinkChoice.ts';

const LONGEST_BURST = 30;

/** How links fail, and which of them work when in the run on this slot. */
export function LossModel(props: {
  readonly choosing: Choosing;
  readonly state: LinkState;
  readonly iterations: number;
  readonly slot: number;
}) {
  const { choosing, state, iterations, slot } = props;
  const { choice, tryOut, choose } = choosing;
  const most = mostFailing(choice);
  const { failure, linkModel, burstLength, seed, cuts } = choice;
  const life = useMemo(
    () =>
      lifeOfLinks(
        { failure: Math.min(failure, most), linkModel, burstLength, seed, cuts },
        state,
        iterations,
        slot,
      ),
    [failure, most, linkModel, burstLength, seed, cuts, state, iterations, slot],
  );
  return (
    <section className="links-part">
      <h3>{t('links.loss')}</h3>
      <div className="links-loss">
        <Segments
          label={t('links.loss.model')}
          value={linkModel}
          onChoose={(model) =>
            choose({
              linkModel: model,
              failure: Math.min(failure, mostFailing({ linkModel: model, burstLength })),
            })
          }
          segments={(['independent', 'bursty'] as const).map((value) => ({
            value,
            label: t(`links.loss.${value}`),
            title: t(`links.loss.${value}.title`),
          }))}
        />
        <LiveSlider
          label={t('links.loss.share')}
          value={failure}
          range={[0, Math.floor(100 * most) / 100]}
          step={0.01}
          text={formatShare(failure)}
          onMove={(share) => tryOut({ failure: share })}
          onLetGo={() => choose()}
        />
        {linkModel === 'bursty' ? (
          <LiveSlider
            label={t('links.loss.burst')}
            value={Math.min(burstLength, LONGEST_BURST)}
            range={[1, LONGEST_BURST]}
            step={0.5}
            text={t('links.loss.iterations', { iterations: formatNumber(burstLength) })}
            onMove={(length) =>
              tryOut({
                burstLength: length,
                failure: Math.min(failure, mostFailing({ linkModel, burstLength: length })),
              })
            }
            onLetGo={() => choose()}
          />
        ) : null}
      </div>
      <LifePicture life={life} links={state.mixing.links.length} />
    </section>
  );
}

/** A line a link, a column an iteration: pale where it works. */
function LifePicture({ life, links }: { readonly life: LinkLife; readonly links: number }) {
  const palette = usePalette();
  const tau = useIteration();
  const { iterations, failed, byChance } = life;
  const row = Math.max(1, Math.min(8, Math.floor(112 / Math.max(1, links))));
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) =>
        paintLife(context, palette, life, links, tau, width, height),
    [palette, life, links, tau],
  );
  const share = links * iterations === 0 ? 0 : byChance / (links * iterations);
  const words = {
    links,
    iterations,
    share: formatFixed(100 * share, share > 0 && share < 0.1 ? 1 : 0),
  };
  return (
    <figure className="links-life">
      <PaintedCanvas
        style={{ height: Math.min(160, row * links + 1) }}
        role="img"
        aria-label={t('links.life.label', words)}
        paint={paint}
      />
      <figcaption>
        <span>{t(failed === 0 ? 'links.life.whole' : 'links.life', words)}</span>
        <ul className="legend">
          <li>
            <span className="links-key" data-kind="works" /> {t('links.life.works')}
          </li>
          <li>
            <span className="links-key" data-kind="chance" /> {t('links.life.chance')}
          </li>
          <li>
            <span className="links-key" data-kind="hand" /> {t('links.life.hand')}
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}

function paintLife(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { iterations, down }: LinkLife,
  links: number,
  tau: number,
  width: number,
  height: number,
): void {
  if (links === 0) return;
  const across = width / iterations;
  const each = height / links;
  const gap = each >= 4 ? 1 : 0;
  context.fillStyle = palette.rentedNone;
  for (let link = 0; link < links; link++) {
    context.fillRect(0, link * each, width, each - gap);
  }
  for (let link = 0; link < links; link++) {
    for (let i = 0; i < iterations; i++) {
      const state = down[link * iterations + i]!;
      if (state === 0) continue;
      context.fillStyle = state === 2 ? palette.problem : palette.cloud;
      context.fillRect(i * across, link * each, across + 0.3, each - gap);
    }
  }
  if (tau < 1 || tau > iterations) return;
  context.strokeStyle = palette.text;
  context.lineWidth = 1.5;
  context.strokeRect((tau - 1) * across, 0.75, Math.max(across, 2), height - 1.5);
}
