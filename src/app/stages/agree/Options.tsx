import { t } from '../../catalogue/index.ts';
import { FieldControl } from '../../settings/FieldControl.tsx';
import { UpdateFormula } from './formulas.tsx';

/** What can be changed about how the servers agree. */
export function Options() {
  return (
    <section className="agree-options">
      <h2>
        {t('agree.options.title')} <UpdateFormula />
      </h2>
      <p className="muted">{t('agree.options.note')}</p>
      <div className="fields">
        <FieldControl section="orchestration" name="anchor" />
        <FieldControl section="orchestration" name="mixing" />
        <FieldControl section="orchestration" name="readOut" />
        <FieldControl section="orchestration" name="gradientScale" />
        <FieldControl section="orchestration" name="iterations" slider={[1, 200]} />
        <FieldControl section="orchestration" name="gamma" slider={[1, 100]} />
        <FieldControl section="orchestration" name="failure" slider={[0, 1]} />
      </div>
    </section>
  );
}
