/** Thread of N2O runs: stateless, so that a run can be ended by ending the worker. */
import { agreementTrace, evaluateDecisions } from './agreement.ts';
import { exposeApi } from './expose.ts';
import type { OrchestratorWorkerApi } from './protocol.ts';

const api: OrchestratorWorkerApi = {
  orchestrate: async (request) => agreementTrace(request),
  evaluate: async (request, decisions) => evaluateDecisions(request, decisions),
};

exposeApi(api);
