/** The surface of one Q_n, asked for about once a second while somebody looks. */
import { buildLayout } from '../../../learning/layout.ts';
import type { ValueSurface } from '../../../learning/valueSurface.ts';
import { live } from '../../live.ts';
import type { LearntPictures } from '../../state.ts';
import { appStore } from '../../store.ts';
import { decisionsNow } from './now.ts';
import { observationsOfFrame } from './observations.ts';

const PERIOD = 1000;

export interface ShownSurface {
  readonly server: number;
  /** Id of the neighbour whose decision varies; null for a server without one. */
  readonly neighbour: number | null;
  readonly surface: ValueSurface;
  /** Servers of the scope, own first, and what each rents in the slot of the surface. */
  readonly scope: readonly number[];
  readonly alpha: readonly number[];
  readonly trainedSlots: number;
}

/** Asks for one surface; null where there are no networks or no slot yet. */
async function surfaceNow(
  pictures: LearntPictures,
  server: number,
  neighbour: number | null,
): Promise<ShownSurface | null> {
  const frame = live.city.current;
  const { scenario, learner } = appStore.getState();
  const decisions = decisionsNow();
  const agent = buildLayout(scenario, learner).agents[server];
  if (!frame || !agent || frame.serverCount <= server) return null;
  const { scope } = agent;
  const other = neighbour === null ? 0 : Math.max(0, scope.indexOf(neighbour));
  const alpha = scope.map((member) => decisions[member] ?? 0);
  const observations = observationsOfFrame(frame, scenario.kind);
  const found = await pictures.valueSurface({ server, observations, alpha, other });
  if (!found) return null;
  const { answer: surface, trainedSlots } = found;
  return {
    server,
    neighbour: other > 0 ? scope[other]! : null,
    surface,
    scope,
    alpha,
    trainedSlots,
  };
}

/** Hands over a new surface again and again until the returned function is called. */
export function followSurface(
  pictures: LearntPictures,
  server: number,
  neighbour: number | null,
  show: (shown: ShownSurface) => void,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const ask = async () => {
    const shown = document.hidden ? null : await surfaceNow(pictures, server, neighbour);
    if (ended) return;
    if (shown) show(shown);
    timer = setTimeout(ask, PERIOD);
  };
  void ask();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
