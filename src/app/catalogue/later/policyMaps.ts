/** Brings the sentences on policy maps. */
import { policyMaps } from '../english/policyMaps.ts';
import { addSentences } from '../index.ts';

addSentences(policyMaps);
