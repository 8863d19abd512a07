/** Brings the sentences on how the two scenarios differ. */
import { differences } from '../english/differences.ts';
import { addSentences } from '../index.ts';

addSentences(differences);
