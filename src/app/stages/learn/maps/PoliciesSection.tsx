import { lazy, useState } from 'react';
import { t } from '../../../catalogue/index.ts';
import '../../../catalogue/later/policyMaps.ts';
import { Part } from '../../../components/Part.tsx';

const MapsPanel = lazy(() =>
  import('./MapsPanel.tsx').then((module) => ({ default: module.MapsPanel })),
);

/** Policy maps of any two policies, behind a line of their own: they play only once they are opened. */
export function PoliciesSection() {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="learn-more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('maps.open')}</summary>
      {isOpen ? (
        <Part>
          <MapsPanel />
        </Part>
      ) : null}
    </details>
  );
}
