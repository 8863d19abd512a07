import type { KeyboardEvent } from 'react';
import { AGREEMENT_PANELS, type AgreementPanel } from '../../../session/link.ts';
import { actionById } from '../../actions/registry.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { keyName } from '../../components/keyName.ts';
import { useApp } from '../../store.ts';

/** Ids by which a tab and what it opens name each other. */
export const tabId = (panel: AgreementPanel) => `agree-tab-${panel}`;
export const PANEL_ID = 'agree-tab-panel';

/** What the panel beside the map shows: tabs, one stop of the tab order, arrow keys between them. */
export function PanelTabs() {
  const commands = useCommands();
  const shown = useApp((state) => state.agreement.panel);
  const press = (event: KeyboardEvent) => {
    const next = tabOfKey(event.key, shown);
    if (next === null) return;
    event.preventDefault();
    commands.setAgreementPanel(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div className="agree-tabs" role="tablist" aria-label={t('agree.panel.label')} data-arrows>
      {AGREEMENT_PANELS.map((panel) => {
        const action = actionById(`agree.panel.${panel}`);
        return (
          <button
            key={panel}
            id={tabId(panel)}
            type="button"
            role="tab"
            aria-selected={panel === shown}
            aria-controls={PANEL_ID}
            aria-keyshortcuts={action.shortcut}
            title={`${t(action.description!)} (${keyName(action.shortcut!)})`}
            tabIndex={panel === shown ? 0 : -1}
            onKeyDown={press}
            onClick={() => commands.setAgreementPanel(panel)}
          >
            {t(action.label)}
          </button>
        );
      })}
    </div>
  );
}

/** The tab that a key leads to; null where it leads nowhere. */
export function tabOfKey(key: string, shown: AgreementPanel): AgreementPanel | null {
  const count = AGREEMENT_PANELS.length;
  const at = AGREEMENT_PANELS.indexOf(shown);
  const places: Readonly<Record<string, number>> = {
    ArrowRight: (at + 1) % count,
    ArrowLeft: (at + count - 1) % count,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? null : AGREEMENT_PANELS[place]!;
}
