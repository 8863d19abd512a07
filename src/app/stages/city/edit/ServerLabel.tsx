import { useMemo } from 'react';
import { buildTopology } from '../../../../world/topology.ts';
import { t } from '../../../catalogue/index.ts';
import { planNames } from '../../../planNames.ts';
import type { Preview } from './preview.ts';
import { toBox, type View } from './view.ts';
import { neighbourText } from './words.ts';

/** Room that the label needs over a server, px; nearer to the upper edge it stands below. */
const ROOM = 96;

/** Beside the server that is moved or added: its place, its links, and why it is refused. */
export function ServerLabel(props: {
  readonly preview: Preview;
  readonly view: View;
  readonly box: { readonly width: number; readonly height: number };
}) {
  const { preview, view, box } = props;
  const { scenario, server } = preview;
  const topology = useMemo(() => buildTopology(scenario), [scenario]);
  const place = { x: topology.x[server]!, y: topology.y[server]! };
  const names = planNames(scenario);
  const at = toBox(view, place);
  const across = Math.min(1, Math.max(0, at.x / Math.max(1, box.width)));
  const isBelow = at.y < ROOM;
  return (
    <div
      className="edit-label"
      aria-hidden="true"
      data-below={isBelow}
      data-refused={preview.refusal !== null}
      style={{
        left: at.x,
        top: at.y,
        transform: `translate(${-100 * across}%, ${isBelow ? '28px' : 'calc(-100% - 28px)'})`,
      }}
    >
      <strong>
        {t(preview.isGhost ? 'edit.label.new' : 'edit.label', { server: names[server]!, ...place })}
      </strong>
      <span>
        {preview.refusal ??
          neighbourText(topology.neighbours[server]!.map((other) => names[other]!))}
      </span>
    </div>
  );
}
