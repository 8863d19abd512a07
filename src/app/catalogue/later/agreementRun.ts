/** Brings the notices about runs of N2O. */
import { agreementRun } from '../english/agreementRun.ts';
import { addSentences } from '../index.ts';

addSentences(agreementRun);
