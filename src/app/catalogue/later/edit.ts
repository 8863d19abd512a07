/** Brings the sentences on editing. */
import { edit } from '../english/edit.ts';
import { addSentences } from '../index.ts';

addSentences(edit);
