/** Brings the sentences on numbers that can be opened. */
import { inspect } from '../english/inspect.ts';
import { addSentences } from '../index.ts';

addSentences(inspect);
