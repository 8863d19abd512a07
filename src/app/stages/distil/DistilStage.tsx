import { t } from '../../catalogue/index.ts';
import '../../catalogue/later/distil.ts';
import { StageLayout } from '../../components/StageLayout.tsx';

/** "Can they act without talking?": the agreed policy, distilled into one actor a server. */
export function DistilStage() {
  return (
    <StageLayout
      question={t('distil.question')}
      lead={t('distil.lead')}
      map={null}
      transport={null}
    >
      {null}
    </StageLayout>
  );
}
