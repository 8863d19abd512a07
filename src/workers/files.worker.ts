/** Thread of files going out and coming in: packing a full replay memory takes a while. */
import { exposeApi } from './expose.ts';
import { open, pack } from './packing.ts';
import type { FilesWorkerApi } from './protocol.ts';

const api: FilesWorkerApi = { pack, open };

exposeApi(api);
