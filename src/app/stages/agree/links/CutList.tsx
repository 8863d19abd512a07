import type { LinkCut } from '../../../../orchestration/options.ts';
import { t } from '../../../catalogue/index.ts';
import type { Hot } from './hot.ts';
import type { LinkState } from './linkState.ts';
import type { Choosing } from './useLinkChoice.ts';

/** What was cut and dropped by hand, with a way to mend it. */
export function CutList(props: {
  readonly choosing: Choosing;
  readonly state: LinkState;
  readonly onHot: (hot: Hot | null) => void;
}) {
  const { choosing, state, onHot } = props;
  const { cuts } = choosing.choice;
  const hotOf = ({ link: [one, other] }: LinkCut): Hot | null => {
    const [m, n] = [state.ids.indexOf(one), state.ids.indexOf(other)];
    return m < 0 || n < 0 ? null : { server: m, other: n };
  };
  const isLink = (cut: LinkCut) => {
    const ends = hotOf(cut);
    return ends !== null && state.neighbours[ends.server]!.includes(ends.other!);
  };
  const mend = (index: number) =>
    choosing.choose({ cuts: cuts.filter((_, other) => other !== index) });
  return (
    <section className="links-part">
      <h3>{t('links.cuts')}</h3>
      {cuts.length === 0 ? (
        <p className="muted links-small">{t('links.cuts.none')}</p>
      ) : (
        <ul className="links-cuts">
          {cuts.map((cut, index) => (
            <li
              key={`${cut.link} ${cut.from} ${cut.to}`}
              onPointerEnter={() => onHot(hotOf(cut))}
              onPointerLeave={() => onHot(null)}
            >
              <span className="number">{cut.link.join('–')}</span>
              <span>
                {cutText(cut)}
                {isLink(cut) ? null : <span className="muted"> {t('links.cuts.noLink')}</span>}
              </span>
              <button
                type="button"
                className="link"
                aria-label={t('links.mend.label', { one: cut.link[0], other: cut.link[1] })}
                onFocus={() => onHot(hotOf(cut))}
                onBlur={() => onHot(null)}
                onClick={() => mend(index)}
              >
                {t('links.mend')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {cuts.length > 1 ? (
        <button type="button" className="link" onClick={() => choosing.choose({ cuts: [] })}>
          {t('links.mend.all')}
        </button>
      ) : null}
      {cuts.length === 0 ? null : <p className="muted links-small">{t('links.cuts.why')}</p>}
    </section>
  );
}

function cutText({ from, to }: LinkCut): string {
  if (to === undefined) return t('links.cuts.toEnd', { from });
  return from === to ? t('links.cuts.dropped', { from }) : t('links.cuts.fromTo', { from, to });
}
