import { useMemo } from 'react';
import { components, piecesText } from '../../../../orchestration/graph.ts';
import { messageLinks } from '../../../../orchestration/topologies.ts';
import { buildTopology } from '../../../../world/topology.ts';
import { t } from '../../../catalogue/index.ts';
import '../../../catalogue/later/agreeLinks.ts';
import { useCommands } from '../../../commandsContext.ts';
import { useApp } from '../../../store.ts';
import './links.css';
import { useSaidHere } from './useSaidHere.ts';

/**
 * Where there is no run yet because the city's message graph is in pieces: which, and the ways out.
 * Nothing where that is not why.
 */
export function PiecesWay() {
  const commands = useCommands();
  const scenario = useApp((state) => state.scenario);
  const options = useApp((state) => state.orchestration);
  const isTraining = useApp((state) => state.agreement.source === 'training');
  const pieces = useMemo(() => {
    const topology = buildTopology(scenario);
    const { places } = options;
    // A list of places for other servers is refused in words of its own.
    if (typeof places !== 'string' && places.length !== topology.count) return [];
    const ground = { ...topology, neighbourLinks: topology.links };
    return components(topology.count, messageLinks(options, ground));
  }, [scenario, options]);
  const isRefused = isTraining && options.pieces === 'refuse' && pieces.length > 1;
  const text = isRefused
    ? piecesText(
        pieces,
        pieces.flat().sort((a, b) => a - b),
      )
    : null;
  useSaidHere(text);
  if (text === null) return null;
  const run = (change: Readonly<Record<string, unknown>>) => {
    if (commands.changeOrchestration(change)) commands.orchestrate();
  };
  return (
    <div className="links-torn" role="alert">
      <p>{t('links.pieces.refused', { count: pieces.length, pieces: text })}</p>
      <p className="links-ways">
        <button type="button" className="button" onClick={() => run({ pieces: 'allow' })}>
          {t('links.pieces.allow')}
        </button>
        {options.topology === 'neighbours' ? null : (
          <button type="button" className="button" onClick={() => run({ topology: 'neighbours' })}>
            {t('links.pieces.neighbours')}
          </button>
        )}
      </p>
    </div>
  );
}
