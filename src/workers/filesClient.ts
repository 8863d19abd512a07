/** The page's end of the files worker, which lives for one file. */
import type * as Comlink from 'comlink';
import type { OpenedNetworks } from '../session/problemSource.ts';
import { WorkerClient } from './client.ts';
import type {
  CheckpointContent,
  FilesWorkerApi,
  NamedFile,
  OpenedFile,
  OpenedForAgreement,
  PresentRun,
  SavedKind,
} from './protocol.ts';

type Remote = Comlink.Remote<FilesWorkerApi>;

function spawnFilesWorker(): Worker {
  return new Worker(new URL('./files.worker.ts', import.meta.url), { type: 'module' });
}

export class FilesClient {
  readonly #client: WorkerClient<FilesWorkerApi>;

  constructor(spawn: () => Worker = spawnFilesWorker) {
    // What was pending is rejected, and whoever asked tells.
    this.#client = new WorkerClient(spawn, () => {});
  }

  pack(kind: SavedKind, content: CheckpointContent): Promise<Blob> {
    return this.#last(this.#client.call((api) => api.pack(kind, content)));
  }

  open(file: Blob, name: string, present: PresentRun): Promise<OpenedFile> {
    // Comlink's types take a union apart.
    const invoke = async (api: Remote): Promise<OpenedFile> => api.open(file, name, present);
    return this.#last(this.#client.call(invoke));
  }

  openForAgreement(
    files: readonly NamedFile[],
    present: OpenedNetworks | null,
  ): Promise<OpenedForAgreement> {
    const invoke = async (api: Remote): Promise<OpenedForAgreement> =>
      api.openForAgreement(files, present);
    return this.#last(this.#client.call(invoke));
  }

  /** A worker that is done lets go of its memory. */
  async #last<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } finally {
      this.#client.stop();
    }
  }
}
