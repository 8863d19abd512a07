/** Brings the sentences on learners beside the run's own. */
import { companions } from '../english/companions.ts';
import { addSentences } from '../index.ts';

addSentences(companions);
