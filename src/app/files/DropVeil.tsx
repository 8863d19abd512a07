import { t } from '../catalogue/index.ts';
import '../catalogue/later/files.ts';
import './files.css';

/** Over the page while a file is held over it: that it may be dropped, and what happens then. */
export function DropVeil() {
  return (
    <div className="drop-veil">
      <p>
        <strong>{t('files.drop')}</strong>
        <span>{t('files.drop.about')}</span>
      </p>
    </div>
  );
}
