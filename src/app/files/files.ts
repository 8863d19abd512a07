/**
 * Files out and in: what has been trained is packed in a worker and handed to the browser's
 * downloads; what is opened becomes a draft. Loaded when a file is first asked for.
 */
import type { StoreApi } from 'zustand/vanilla';
import { FilesClient } from '../../workers/filesClient.ts';
import type {
  CheckpointContent,
  OpenedFile,
  OpenedForAgreement,
  SavedKind,
} from '../../workers/protocol.ts';
import { serverCount } from '../../world/scenario.ts';
import { idsOf } from '../../world/servers.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/files.ts';
import { formatFixed, formatWhole } from '../components/format.ts';
import { runningOf } from '../controller/changes.ts';
import { isWorkerGone, messageOf } from '../controller/failures.ts';
import type { Notices } from '../controller/notices.ts';
import type { LiveCurves } from '../live.ts';
import type { AppState, Commands } from '../state.ts';
import { handOver } from './handOver.ts';
import { wholeCurve } from './wholeCurve.ts';

type Busy = AppState['files']['busy'];

const ENDINGS = {
  networks: 'json',
  models: 'zip',
  checkpoint: 'json.gz',
} as const satisfies Record<SavedKind, string>;

/** What the file picker offers; anything can be opened all the same. */
const ACCEPTED = '.json,.gz,application/json,application/gzip';

/** Where the checkpoint of what trains comes from. */
export interface Trained {
  checkpoint(): Promise<CheckpointContent>;
}

export class Files {
  readonly #store: StoreApi<AppState>;
  readonly #run: Trained;
  readonly #curves: LiveCurves;
  readonly #commands: Pick<Commands, 'proposeRun' | 'takeNetworks'>;
  readonly #notices: Notices;
  readonly #spawn: (() => Worker) | undefined;
  #picker: HTMLInputElement | null = null;

  constructor(
    store: StoreApi<AppState>,
    run: Trained,
    curves: LiveCurves,
    commands: Pick<Commands, 'proposeRun' | 'takeNetworks'>,
    notices: Notices,
    spawn?: () => Worker,
  ) {
    this.#store = store;
    this.#run = run;
    this.#curves = curves;
    this.#commands = commands;
    this.#notices = notices;
    this.#spawn = spawn;
  }

  /** Saves what training has come to by now. */
  save(kind: SavedKind): Promise<void> {
    return this.#alone(kind, async () => {
      try {
        const content = await this.#content();
        const blob = await new FilesClient(this.#spawn).pack(kind, content);
        const file = fileName(kind, content);
        handOver(blob, file);
        const slot = formatWhole(content.checkpoint.slots);
        this.#tell(t('files.saved', { file, size: sizeText(blob.size), slot }));
      } catch (error) {
        this.#notices.tell('problem', t('files.notSaved', { reason: messageOf(error) }));
      }
    });
  }

  /** @throws Error where nothing has been trained, or training has diverged without a checkpoint */
  async #content(): Promise<CheckpointContent> {
    const { curve, ...rest } = await this.#run.checkpoint().catch((error: unknown) => {
      throw isWorkerGone(error) ? new Error(t('files.nothingYet'), { cause: error }) : error;
    });
    if (!curve) return rest;
    return { ...rest, curve: wholeCurve(this.#curves, idsOf(rest.checkpoint.scenario), curve) };
  }

  /** Reads files for stage Agree: networks, observations or one of each; nothing else changes. */
  openForAgreement(files: readonly File[]): Promise<void> {
    return this.#alone('open', async () => {
      const [first] = files;
      try {
        const named = files.map((file) => ({ file, name: file.name }));
        const present = this.#store.getState().agreement.opened;
        const read = await new FilesClient(this.#spawn).openForAgreement(named, present);
        await this.#takeForAgreement(read);
      } catch (error) {
        this.#refuseForAgreement(first?.name ?? '', messageOf(error));
      }
    });
  }

  async #takeForAgreement(read: OpenedForAgreement): Promise<void> {
    if (read.outcome === 'networks') {
      const { opened, doubts } = read;
      this.#commands.takeNetworks(opened);
      if (doubts.length === 0) return;
      const reasons = doubts.join(' · ');
      this.#notices.tell('information', t('files.doubts', { file: opened.name, reasons }));
      return;
    }
    const { file } = read;
    const reason = read.outcome === 'refused' ? read.message : t(`files.agree.${read.outcome}`);
    this.#refuseForAgreement(file, reason);
  }

  #refuseForAgreement(file: string, reason: string): void {
    this.#notices.tell('problem', t('files.agree.notOpened', { file, reason }));
  }

  /** Shows the browser's file picker. */
  ask(): void {
    this.#picker ??= this.#makePicker();
    this.#picker.multiple = this.#store.getState().stage === 'agree';
    this.#picker.click();
  }

  /** Takes what was chosen or dropped, each stage for what it is about. */
  openAll(files: readonly File[]): void {
    const [file] = files;
    if (!file) return;
    if (this.#store.getState().stage === 'agree') {
      void this.openForAgreement(files);
      return;
    }
    if (files.length > 1) {
      this.#notices.tell('information', t('files.one', { file: file.name }));
    }
    void this.open(file);
  }

  /** It stays in the page: one that nothing holds may be gone before a file is chosen. */
  #makePicker(): HTMLInputElement {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = ACCEPTED;
    input.hidden = true;
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      // The same file may be chosen again, when it has been mended.
      input.value = '';
      this.openAll(files);
    });
    document.body.append(input);
    return input;
  }

  /** Reads a file; the run that it offers waits for the visitor's word, as every new run does. */
  open(file: File): Promise<void> {
    return this.#alone('open', async () => {
      const { name } = file;
      const { scenario, learner, seed } = runningOf(this.#store.getState());
      try {
        const client = new FilesClient(this.#spawn);
        this.#take(await client.open(file, name, { scenario, learner, seed }), name);
      } catch (error) {
        this.#refuse('files.notOpened', name, messageOf(error));
      }
    });
  }

  #take(opened: OpenedFile, file: string): void {
    if (opened.outcome === 'refused') {
      this.#refuse(opened.otherCity ? 'files.otherCity' : 'files.notOpened', file, opened.message);
      return;
    }
    const { run, knowsCity, doubts } = opened;
    const { orchestration } = this.#store.getState();
    this.#commands.proposeRun({ ...run, orchestration });
    // Where there was nothing to lose it has begun, and nobody was asked.
    if (this.#store.getState().origin === run.origin) {
      this.#notices.tell('information', t('files.opened', { file }));
    }
    if (!knowsCity) this.#notices.tell('information', t('files.unknownCity', { file }));
    if (doubts.length === 0) return;
    this.#notices.tell('information', t('files.doubts', { file, reasons: doubts.join(' · ') }));
  }

  /** What was saved last stands beside the buttons; where they are not seen it is a message. */
  #tell(saved: string): void {
    this.#store.setState(({ files }) => ({ files: { ...files, saved } }));
    if (this.#store.getState().stage !== 'learn') this.#notices.tell('information', saved);
  }

  #refuse(key: 'files.otherCity' | 'files.notOpened', file: string, reason: string): void {
    this.#notices.tell('problem', t(key, { file, reason }));
  }

  /** One file after the other: what is asked for meanwhile is left out. */
  async #alone(busy: Exclude<Busy, null>, work: () => Promise<void>): Promise<void> {
    if (this.#store.getState().files.busy) return;
    this.#setBusy(busy);
    try {
      await work();
    } finally {
      this.#setBusy(null);
    }
  }

  #setBusy(busy: Busy): void {
    this.#store.setState(({ files }) => ({ files: { ...files, busy } }));
  }
}

function fileName(kind: SavedKind, { checkpoint }: CheckpointContent): string {
  const { scenario, seed, slots } = checkpoint;
  const { rows, columns } = scenario;
  const isGrid = serverCount(scenario) === rows * columns;
  const ground = isGrid ? `${rows}x${columns}` : `${serverCount(scenario)}-servers`;
  return `n2o-${kind}-${ground}-seed${seed}-slot${slots}.${ENDINGS[kind]}`;
}

function sizeText(bytes: number): string {
  if (bytes < 1e6) return t('files.kilobytes', { size: formatWhole(Math.ceil(bytes / 1e3)) });
  return t('files.megabytes', { size: formatFixed(bytes / 1e6, 1) });
}
