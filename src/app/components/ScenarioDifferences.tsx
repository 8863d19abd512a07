import '../catalogue/later/differences.ts';
import { SCENARIO_DIFFERENCES } from '../../world/scenarioDifferences.ts';
import { t } from '../catalogue/index.ts';
import './differences.css';

/** In what `paper` and `released` differ, aspect by aspect, and what follows from it. */
export function ScenarioDifferences() {
  return (
    <details className="differences">
      <summary>{t('differences.title')}</summary>
      <p>{t('differences.finding')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('differences.aspect')}</th>
            <th scope="col">{t('differences.paper')}</th>
            <th scope="col">{t('differences.released')}</th>
          </tr>
        </thead>
        <tbody>
          {SCENARIO_DIFFERENCES.map(({ aspect }) => (
            <tr key={aspect}>
              <th scope="row">{t(`differences.${aspect}`)}</th>
              <td>{t(`differences.${aspect}.paper`)}</td>
              <td>{t(`differences.${aspect}.released`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
