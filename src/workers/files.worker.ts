/** Thread of files going out and coming in: packing a full replay memory takes a while. */
import { openForAgreement } from './agreementFiles.ts';
import { exposeApi } from './expose.ts';
import { open, pack } from './packing.ts';
import type { FilesWorkerApi } from './protocol.ts';

const api: FilesWorkerApi = { pack, open, openForAgreement };

exposeApi(api);
