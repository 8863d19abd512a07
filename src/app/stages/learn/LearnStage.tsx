import { t } from '../../catalogue/index.ts';
import { StageLayout } from '../../components/StageLayout.tsx';

/** "What does each site learn by itself?": all local Q-networks, trained live. */
export function LearnStage() {
  return (
    <StageLayout question={t('learn.question')} lead={t('learn.lead')} map={null} transport={null}>
      {null}
    </StageLayout>
  );
}
