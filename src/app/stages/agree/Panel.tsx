import { lazy } from 'react';
import { AGREEMENT_PANELS, type AgreementPanel } from '../../../session/link.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { PanelTabs, panelId, tabId } from '../../components/PanelTabs.tsx';
import { Part } from '../../components/Part.tsx';
import { useApp } from '../../store.ts';
import type { PanelProps } from './panel.ts';
import { TryYourself } from './TryYourself.tsx';
import { WatchPanel } from './WatchPanel.tsx';

const LinksPanel = lazy(() =>
  import('./links/LinksPanel.tsx').then((module) => ({ default: module.LinksPanel })),
);
const RivalsPanel = lazy(() =>
  import('./rivals/RivalsPanel.tsx').then((module) => ({ default: module.RivalsPanel })),
);
const TheoryPanel = lazy(() =>
  import('./theory/TheoryPanel.tsx').then((module) => ({ default: module.TheoryPanel })),
);
const OptionsPanel = lazy(() =>
  import('./OptionsPanel.tsx').then((module) => ({ default: module.OptionsPanel })),
);

/** The tabs beside the map and the panel that is chosen. */
export function Panel(props: PanelProps) {
  const commands = useCommands();
  const panel = useApp((state) => state.agreement.panel);
  const name = t(`action.agree.panel.${panel}`);
  return (
    <>
      <PanelTabs
        stage="agree"
        panels={AGREEMENT_PANELS}
        shown={panel}
        label={t('agree.panel.label')}
        onChoose={commands.setAgreementPanel}
      />
      <div
        className="agree-panel"
        id={panelId('agree')}
        role="tabpanel"
        aria-labelledby={tabId('agree', panel)}
      >
        <Part
          key={panel}
          instead={<p className="muted">{t('agree.panel.opening', { panel: name })}</p>}
        >
          <Shown panel={panel} {...props} />
        </Part>
      </div>
    </>
  );
}

function Shown({ panel, ...props }: PanelProps & { readonly panel: AgreementPanel }) {
  switch (panel) {
    case 'watch':
      return <WatchPanel {...props} />;
    case 'links':
      return <LinksPanel {...props} />;
    case 'rivals':
      return (
        <>
          <RivalsPanel {...props} />
          <TryYourself trace={props.trace} table={props.looking.table} />
        </>
      );
    case 'theory':
      return <TheoryPanel {...props} />;
    case 'options':
      return <OptionsPanel {...props} />;
  }
}
