import '../../../catalogue/later/companions.ts';
import '../../../catalogue/later/learnRivals.ts';
import { t } from '../../../catalogue/index.ts';
import { BesideLearner } from './BesideLearner.tsx';
import './rivals.css';
import { TableTwoSection } from './TableTwoSection.tsx';
import { Wall } from './Wall.tsx';

/** Other ways to learn the same city beside MA-DQL, where they end, and what each costs (Table II). */
export function RivalsPanel() {
  return (
    <div className="learn-rivals">
      <p className="muted">{t('learnRivals.about')}</p>
      <BesideLearner kind="centralized" />
      <BesideLearner kind="vdn" />
      <Wall />
      <TableTwoSection />
    </div>
  );
}
