/** Brings the sentences of the bar that asks before a new run. */
import { draft } from '../english/draft.ts';
import { addSentences } from '../index.ts';

addSentences(draft);
