/** Thread of N2O runs and of pictures of networks: stateless, so that a run can be ended by ending the worker. */
import { agreementGain, agreementTrace, evaluateDecisions } from './agreement.ts';
import { exposeApi } from './expose.ts';
import { LateAccelerator } from './lateAccelerator.ts';
import { policyMaps, surfaceOf, typicalDay } from './learnt.ts';
import { linkSpectrum } from './links.ts';
import { comparedDayOf, playedMapsOf } from './played.ts';
import type { OrchestratorWorkerApi } from './protocol.ts';
import { coursesOf, rewardsOf } from './rivals.ts';
import { surfaceAt } from './surface.ts';
import { corollaryOf, theoryOf } from './theory.ts';

const accelerator = new LateAccelerator();

const api: OrchestratorWorkerApi = {
  orchestrate: async (request) => agreementTrace(request, accelerator),
  gain: async (request) => agreementGain(request, accelerator),
  evaluate: async (request, decisions) => evaluateDecisions(request, decisions),
  surface: async (request, at) => surfaceAt(request, at),
  links: async (request) => linkSpectrum(request),
  theory: async (request) => theoryOf(request),
  corollary: async (setting) => corollaryOf(setting),
  rivals: async (request, rivals) => coursesOf(request, rivals, accelerator),
  rivalRewards: async (request, report) => rewardsOf(request, report, accelerator),
  typicalDay: async (learnt) => typicalDay(learnt),
  policyMaps: async (learnt, request) => policyMaps(learnt, request),
  valueSurface: async (learnt, request) => surfaceOf(learnt, request),
  playedMaps: (request, report) => playedMapsOf(request, report, accelerator),
  comparedDay: async (request) => comparedDayOf(request, accelerator),
};

exposeApi(api);
