/** Brings the sentences of stage Distil. */
import { distil } from '../english/distil.ts';
import { addSentences } from '../index.ts';

addSentences(distil);
