import { piecesText } from '../../../../orchestration/graph.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import type { LinkState } from './linkState.ts';
import type { Choosing } from './useLinkChoice.ts';
import { useSaidHere } from './useSaidHere.ts';

/** What a message graph in pieces means, and the ways out. */
export function PiecesNote(props: {
  readonly state: LinkState;
  readonly choosing: Choosing;
  /** The run that is still shown. */
  readonly trace: AgreementTrace;
}) {
  const { state, choosing, trace } = props;
  const { pieces, piecesLeft, ids } = state;
  const isWhole = pieces.length <= 1;
  const isRefused = !isWhole && choosing.choice.pieces === 'refuse';
  useSaidHere(isRefused ? piecesText(pieces, ids) : null);
  if (piecesLeft.length <= 1) return null;
  const text = shortPieces(isWhole ? piecesLeft : pieces, ids);
  if (isWhole) return <p className="links-torn">{t('links.pieces.cut', { pieces: text })}</p>;
  if (!isRefused) {
    return (
      <div className="links-torn">
        <p>{t('links.pieces.allowed', { count: pieces.length, pieces: text })}</p>
        <button
          type="button"
          className="link"
          onClick={() => choosing.choose({ pieces: 'refuse' })}
        >
          {t('links.pieces.refuse')}
        </button>
      </div>
    );
  }
  return (
    <div className="links-torn" role="alert">
      <p>
        {t('links.pieces.refused', { count: pieces.length, pieces: text })} {t('links.pieces.kept')}
      </p>
      <p className="links-ways">
        <button
          type="button"
          className="button"
          onClick={() => choosing.choose({ pieces: 'allow' })}
        >
          {t('links.pieces.allow')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            const { topology, gridReach, reach, places, topologySeed } = trace.options;
            choosing.choose({ topology, gridReach, reach, places, topologySeed });
          }}
        >
          {t('links.pieces.back')}
        </button>
      </p>
    </div>
  );
}

const MOST_NAMED = 4;
const MOST_IN_PIECE = 12;

/** Pieces by ids; the largest, in part, where there are many. */
function shortPieces(pieces: LinkState['pieces'], ids: readonly number[]): string {
  const isLong = pieces.length > MOST_NAMED || pieces.some(({ length }) => length > MOST_IN_PIECE);
  if (!isLong) return piecesText(pieces, ids);
  const sizes = [...pieces].sort((a, b) => b.length - a.length);
  const named = sizes.slice(0, MOST_NAMED).map((piece) => {
    const some = piece.slice(0, MOST_IN_PIECE).map((n) => ids[n]);
    return `{${some.join(', ')}${piece.length > MOST_IN_PIECE ? ' …' : ''}}`;
  });
  const rest = pieces.length - named.length;
  return rest > 0 ? t('links.pieces.more', { named: named.join(', '), rest }) : named.join(', ');
}
