/** "Networks in and out": what was trained here as files, and files as a run that goes on here. */
import { useId } from 'react';
import type { SavedKind } from '../../workers/protocol.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/files.ts';
import { ActionButton } from '../components/ActionButton.tsx';
import { formatWhole } from '../components/format.ts';
import { engineName } from '../engine/engineName.ts';
import { useApp } from '../store.ts';
import './files.css';

const KINDS = ['networks', 'models', 'checkpoint'] as const satisfies readonly SavedKind[];

export function FilesPanel() {
  const heading = useId();
  const { busy, saved } = useApp((state) => state.files);
  return (
    <section className="files" aria-labelledby={heading}>
      <h2 id={heading}>{t('files.title')}</h2>
      <p className="muted files-about">{t('files.about')}</p>
      <Origin />
      <ul className="files-list" aria-busy={busy !== null}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <ActionButton
              action={`files.${kind}`}
              {...(busy === kind ? { label: t('files.saving') } : {})}
            />
            <span className="muted">{t(`files.${kind}.what`)}</span>
          </li>
        ))}
        <li className="files-open">
          <ActionButton action="files.open" />
          <span className="muted">{t('files.open.what')}</span>
        </li>
      </ul>
      <p className="muted files-about" role="status">
        {saved}
      </p>
    </section>
  );
}

/** The file that this run began with. */
function Origin() {
  const origin = useApp((state) => state.origin);
  const running = useApp((state) => state.training.summary?.engineStatus.id);
  if (!origin) return null;
  const { name: file, checkpoint, trainedSlots, trainedOn } = origin;
  const engine =
    running && running === trainedOn
      ? t('files.origin.engine', { engine: engineName(running) })
      : null;
  const begun = checkpoint
    ? t('files.origin.checkpoint', { file, slot: formatWhole(trainedSlots) })
    : t('files.origin.networks', { file });
  return (
    <p className="files-origin">
      {begun} {engine} <span className="muted">{t('files.origin.link')}</span>
    </p>
  );
}
