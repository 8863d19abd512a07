/** Brings the sentences of stage Learn, panel Rivals. */
import { learnRivals } from '../english/learnRivals.ts';
import { addSentences } from '../index.ts';

addSentences(learnRivals);
