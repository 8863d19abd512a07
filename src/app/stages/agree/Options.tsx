import { t } from '../../catalogue/index.ts';
import { Explained } from '../../components/Explained.tsx';
import { FieldControl } from '../../settings/FieldControl.tsx';
import { updateFormula } from './formulas.ts';

/** What can be changed about how the servers agree: six choices, the rest behind "more". */
export function Options() {
  return (
    <section className="agree-options">
      <h2>{t('agree.options.title')}</h2>
      <p className="muted">
        {t('agree.options.note')}{' '}
        <Explained term={t('agree.formula.update.term')} formula={updateFormula}>
          {t('agree.formula.update')}
        </Explained>
      </p>
      <div className="fields">
        <FieldControl section="orchestration" name="anchor" />
        <FieldControl section="orchestration" name="mixing" />
        <FieldControl section="orchestration" name="readOut" />
        <FieldControl section="orchestration" name="gradientScale" />
        <FieldControl section="orchestration" name="gamma" slider={[1, 100]} />
        <FieldControl section="orchestration" name="iterations" slider={[10, 200]} />
      </div>
      <details className="agree-more">
        <summary>{t('agree.options.more')}</summary>
        <div className="fields">
          <FieldControl section="orchestration" name="failure" slider={[0, 1]} />
          <FieldControl section="orchestration" name="seed" />
        </div>
      </details>
    </section>
  );
}
