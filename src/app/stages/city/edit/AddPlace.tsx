import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import {
  MAXIMUM_SERVERS,
  type Scenario,
  type Site,
  serverCount,
} from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { applyEdit, editStore, refusalOfEdit, tell } from './edits.ts';
import { insideArea, withAdded } from './layout.ts';
import type { Preview } from './preview.ts';
import { placeUnder, stepOfKey, toBox, type View } from './view.ts';
import { standsText } from './words.ts';

/**
 * The whole map as one button: a click adds a server there; the keyboard moves a crosshair with
 * the arrow keys and adds with Enter.
 */
export function AddPlace(props: {
  readonly scenario: Scenario;
  readonly view: View;
  readonly onPreview: (preview: Preview | null) => void;
}) {
  const { scenario, view, onPreview } = props;
  const commands = useCommands();
  const [crosshair, setCrosshair] = useState<Site>(() =>
    insideArea(scenario, { x: view.width / 2, y: view.height / 2 }),
  );
  const [isKeyboard, setKeyboard] = useState(false);
  const isPressed = useRef(false);
  const server = serverCount(scenario);

  const show = (place: Site) => {
    const change = withAdded(scenario, place);
    const planned = { ...scenario, ...change } as Scenario;
    onPreview({ scenario: planned, server, isGhost: true, refusal: refusal(change) });
  };
  const refusal = (change: ReturnType<typeof withAdded>) =>
    server >= MAXIMUM_SERVERS ? t('edit.most', { most: MAXIMUM_SERVERS }) : refusalOfEdit(change);
  const add = (place: Site) => {
    const change = withAdded(scenario, place);
    const problem = refusal(change);
    if (problem !== null) {
      editStore.setState({ problem, told: problem });
      return;
    }
    const planned = { ...scenario, ...change } as Scenario;
    applyEdit(commands, change, t('edit.added', { text: standsText(planned, server) }));
  };
  const under = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return insideArea(scenario, placeUnder(view, box, event));
  };
  const press = (event: KeyboardEvent) => {
    const step = stepOfKey(event.key, event.shiftKey);
    if (!step) return;
    event.preventDefault();
    const place = insideArea(scenario, { x: crosshair.x + step.x, y: crosshair.y + step.y });
    setCrosshair(place);
    setKeyboard(true);
    show(place);
    tell(t('edit.place', { x: place.x, y: place.y }));
  };
  const cross = toBox(view, crosshair);

  return (
    <>
      <button
        type="button"
        className="layer edit-place"
        data-arrows
        aria-label={t('edit.add.place', { x: crosshair.x, y: crosshair.y })}
        onPointerMove={(event) => {
          setKeyboard(false);
          show(under(event));
        }}
        onPointerDown={(event) => {
          isPressed.current = true;
          show(under(event));
        }}
        onPointerUp={(event) => {
          if (!isPressed.current) return;
          isPressed.current = false;
          const place = under(event);
          setCrosshair(place);
          add(place);
        }}
        onPointerCancel={() => {
          isPressed.current = false;
          onPreview(null);
        }}
        onPointerLeave={() => onPreview(null)}
        onFocus={(event) => {
          if (!event.currentTarget.matches(':focus-visible')) return;
          setKeyboard(true);
          show(crosshair);
        }}
        onBlur={() => {
          setKeyboard(false);
          onPreview(null);
        }}
        onKeyDown={press}
        // A click without a pointer: Enter, Space or a screen reader.
        onClick={(event) => {
          if (event.detail === 0) add(crosshair);
        }}
      />
      {isKeyboard ? (
        <svg className="layer edit-crosshair" aria-hidden="true">
          <path d={`M${cross.x} 0V9999M0 ${cross.y}H9999`} />
        </svg>
      ) : null}
    </>
  );
}
