/** Brings the sentences of stage Learn, panel Change. */
import { learnChange } from '../english/learnChange.ts';
import { addSentences } from '../index.ts';

addSentences(learnChange);
