import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { type Scenario, type Site, serverCount } from '../../../../world/scenario.ts';
import { sitesOf } from '../../../../world/topology.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { planNames } from '../../../planNames.ts';
import { applyEdit, editStore, refusalOfEdit } from './edits.ts';
import { insideArea, LEAST_SERVERS, withMoved, withRemoved } from './layout.ts';
import type { Preview } from './preview.ts';
import { placeUnder, stepOfKey, toBox, type View } from './view.ts';
import { standsText } from './words.ts';

/** A hand that trembles less than this does not move a server, px. */
const SLACK = 3;

interface Drag {
  readonly server: number;
  /** From the pointer to the server when it was taken, m. */
  readonly offset: Site;
  readonly from: { readonly clientX: number; readonly clientY: number };
  place: Site | null;
}

/** A button on every planned server, to drag it, to push it with the arrow keys or to remove it. */
export function ServerHandles(props: {
  readonly scenario: Scenario;
  /** The plan as it would be after what is going on. */
  readonly shown: Scenario;
  readonly view: View;
  readonly tool: 'move' | 'remove';
  readonly onPreview: (preview: Preview | null) => void;
}) {
  const { scenario, shown, view, tool, onPreview } = props;
  const commands = useCommands();
  const list = useRef<HTMLFieldSetElement>(null);
  const drag = useRef<Drag>(null);
  useEscape(() => {
    if (!drag.current) return false;
    drag.current = null;
    onPreview(null);
    return true;
  });
  const sites = sitesOf(scenario);
  const places = sitesOf(shown);
  const names = planNames(scenario);

  const lookAt = (server: number) => onPreview({ scenario, server, isGhost: false, refusal: null });

  // Another plan ends what was shown; the server that has the focus is looked at again.
  const refresh = useRef(lookAt);
  refresh.current = lookAt;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is what it follows
  useEffect(() => {
    const focused = [...(list.current?.children ?? [])].indexOf(document.activeElement as Element);
    if (focused >= 0) refresh.current(focused);
  }, [scenario]);

  const under = (event: PointerEvent) =>
    placeUnder(view, list.current!.getBoundingClientRect(), event);

  const remove = (server: number) => {
    if (serverCount(scenario) <= LEAST_SERVERS) {
      const problem = t('edit.least', { least: LEAST_SERVERS });
      editStore.setState({ problem, told: problem });
      return;
    }
    onPreview(null);
    const servers = serverCount(scenario) - 1;
    const told = t('edit.removed', { server: names[server]!, servers });
    if (!applyEdit(commands, withRemoved(scenario, server), told)) return;
    // The focus stays on the map: the server behind it has its place now.
    const next = list.current?.children[Math.min(server, servers - 1)];
    if (next instanceof HTMLElement) next.focus();
  };

  const move = (server: number, to: Site, series: string | null) => {
    const change = withMoved(scenario, server, to);
    const planned = { ...scenario, ...change } as Scenario;
    const told = t('edit.moved', { text: standsText(planned, server) });
    return applyEdit(commands, change, told, series);
  };

  const follow = (event: PointerEvent) => {
    const held = drag.current;
    if (!held) return;
    const { clientX, clientY } = held.from;
    const way = Math.hypot(event.clientX - clientX, event.clientY - clientY);
    if (held.place === null && way < SLACK) return;
    const pointer = under(event);
    held.place = insideArea(scenario, {
      x: pointer.x + held.offset.x,
      y: pointer.y + held.offset.y,
    });
    const change = withMoved(scenario, held.server, held.place);
    onPreview({
      scenario: { ...scenario, ...change } as Scenario,
      server: held.server,
      isGhost: false,
      refusal: refusalOfEdit(change),
    });
  };

  const drop = () => {
    const held = drag.current;
    drag.current = null;
    if (!held?.place) return;
    onPreview(null);
    move(held.server, held.place, null);
  };

  const press = (event: KeyboardEvent, server: number) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      remove(server);
      return;
    }
    const step = tool === 'move' ? stepOfKey(event.key, event.shiftKey) : null;
    if (!step) return;
    event.preventDefault();
    const { x, y } = sites[server]!;
    const to = insideArea(scenario, { x: x + step.x, y: y + step.y });
    move(server, to, `keys ${server}`);
  };

  return (
    <fieldset ref={list} className="layer" aria-label={t('edit.handles')} data-arrows>
      {sites.map((site, server) => {
        const at = toBox(view, places[server] ?? site);
        const spoken = { server: names[server]!, x: site.x, y: site.y };
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server's id
            key={server}
            type="button"
            className="edit-handle"
            data-tool={tool}
            aria-label={t(`edit.handle.${tool}`, spoken)}
            style={{ left: at.x, top: at.y, width: handleSize(scenario.spacing * view.scale) }}
            onPointerEnter={() => {
              if (!drag.current) lookAt(server);
            }}
            onPointerLeave={() => {
              if (!drag.current) onPreview(null);
            }}
            onPointerDown={(event) => {
              if (tool !== 'move' || event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              const pointer = under(event);
              const offset = { x: site.x - pointer.x, y: site.y - pointer.y };
              drag.current = { server, offset, from: event, place: null };
            }}
            onPointerMove={follow}
            onPointerUp={drop}
            onPointerCancel={() => {
              drag.current = null;
              onPreview(null);
            }}
            onFocus={() => {
              if (!drag.current) lookAt(server);
            }}
            onBlur={() => {
              if (!drag.current) onPreview(null);
            }}
            onKeyDown={(event) => press(event, server)}
            onClick={() => {
              if (tool === 'remove') remove(server);
              else editStore.setState({ chosen: server });
            }}
          />
        );
      })}
    </fieldset>
  );
}

/** Side of a handle, px, for servers this many px apart: a fingertip where there is room. */
function handleSize(spacing: number): number {
  return Math.min(52, Math.max(24, spacing * 0.5));
}

/** Escape first ends what is going on, before it puts the tool down. */
function useEscape(cancel: () => boolean): void {
  const newest = useRef(cancel);
  newest.current = cancel;
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && newest.current()) event.preventDefault();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}
