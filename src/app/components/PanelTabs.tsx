import type { KeyboardEvent } from 'react';
import { actionById } from '../actions/registry.ts';
import { t } from '../catalogue/index.ts';
import { keyName } from './keyName.ts';
import './panelTabs.css';

/** Ids by which a tab and what it opens name each other. */
export const tabId = (stage: string, panel: string) => `${stage}-tab-${panel}`;
export const panelId = (stage: string) => `${stage}-tab-panel`;

/**
 * What the panel of a stage shows: tabs, one stop of the tab order, arrow keys between them. Each has
 * an action `<stage>.panel.<panel>` with its label, sentence and key.
 */
export function PanelTabs<Panel extends string>(props: {
  readonly stage: string;
  readonly panels: readonly Panel[];
  readonly shown: Panel;
  readonly label: string;
  readonly onChoose: (panel: Panel) => void;
}) {
  const { stage, panels, shown, onChoose } = props;
  const press = (event: KeyboardEvent) => {
    const next = tabOfKey(event.key, panels, shown);
    if (next === null) return;
    event.preventDefault();
    onChoose(next);
    document.getElementById(tabId(stage, next))?.focus();
  };
  return (
    <div className="panel-tabs" role="tablist" aria-label={props.label} data-arrows>
      {panels.map((panel) => {
        const action = actionById(`${stage}.panel.${panel}`);
        return (
          <button
            key={panel}
            id={tabId(stage, panel)}
            type="button"
            role="tab"
            aria-selected={panel === shown}
            aria-controls={panelId(stage)}
            aria-keyshortcuts={action.shortcut}
            title={`${t(action.description!)} (${keyName(action.shortcut!)})`}
            tabIndex={panel === shown ? 0 : -1}
            onKeyDown={press}
            onClick={() => onChoose(panel)}
          >
            {t(action.label)}
          </button>
        );
      })}
    </div>
  );
}

/** The tab that a key leads to; null where it leads nowhere. */
export function tabOfKey<Panel extends string>(
  key: string,
  panels: readonly Panel[],
  shown: Panel,
): Panel | null {
  const count = panels.length;
  const at = panels.indexOf(shown);
  const places: Readonly<Record<string, number>> = {
    ArrowRight: (at + 1) % count,
    ArrowLeft: (at + count - 1) % count,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? null : panels[place]!;
}
