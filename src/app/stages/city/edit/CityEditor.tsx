import '../../../catalogue/later/edit.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Scenario } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import { configured } from '../../../controller/changes.ts';
import { useApp } from '../../../store.ts';
import { AddPlace } from './AddPlace.tsx';
import { GroundPicture } from './GroundPicture.tsx';
import { sameGround, sameLayout } from './layout.ts';
import { PlanPicture } from './PlanPicture.tsx';
import type { Preview } from './preview.ts';
import { ServerHandles } from './ServerHandles.tsx';
import { ServerLabel } from './ServerLabel.tsx';
import { fitGround } from './view.ts';
import { ZoneCells } from './ZoneCells.tsx';
import './edit.css';

/**
 * The layer over the map on which the city is edited: the planned servers over the running city,
 * which goes on, and the pointer or the keyboard with a tool in hand.
 */
export function CityEditor() {
  const tool = useApp((state) => state.editing);
  const running = useApp((state) => state.scenario);
  const planned = useApp((state) => configured(state).scenario);
  const box = useRef<HTMLDivElement>(null);
  const size = useBoxSize(box);
  const [preview, show] = usePreview(planned, tool?.kind);
  const shown = preview?.scenario ?? planned;
  const view = fitGround(planned, size.width, size.height);
  const isOtherGround = !sameGround(running, planned);
  // What is drawn in full: the plan, and while a server moves, the plan as it would be.
  const isPlan = !sameLayout(running, preview?.isGhost ? planned : shown);

  return (
    <div
      ref={box}
      className="layer city-editor"
      data-planned={isPlan}
      data-ground={isOtherGround ? 'other' : 'same'}
    >
      {isOtherGround ? <GroundPicture scenario={planned} view={view} /> : null}
      <PlanPicture
        running={running}
        planned={shown}
        view={view}
        preview={preview}
        isPlan={isPlan}
        showsOld={!isOtherGround}
      />
      {isPlan ? <p className="edit-planned">{t('edit.planned')}</p> : null}
      {tool?.kind === 'zone' ? <ZoneCells scenario={planned} view={view} zone={tool.zone} /> : null}
      {tool?.kind === 'add' ? <AddPlace scenario={planned} view={view} onPreview={show} /> : null}
      {tool?.kind === 'move' || tool?.kind === 'remove' ? (
        <ServerHandles
          scenario={planned}
          shown={shown}
          view={view}
          tool={tool.kind}
          onPreview={show}
        />
      ) : null}
      {preview ? <ServerLabel preview={preview} view={view} box={size} /> : null}
    </div>
  );
}

/** A preview belongs to the plan and the tool that it was made with: another one ends it. */
function usePreview(planned: Scenario, tool: string | undefined) {
  const [held, hold] = useState<{
    readonly preview: Preview | null;
    readonly planned: Scenario;
    readonly tool: string | undefined;
  } | null>(null);
  const show = useCallback(
    (preview: Preview | null) => hold({ preview, planned, tool }),
    [planned, tool],
  );
  const isValid = held?.planned === planned && held.tool === tool;
  return [isValid ? held.preview : null, show] as const;
}

function useBoxSize(box: React.RefObject<HTMLDivElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
