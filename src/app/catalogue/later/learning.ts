/** Brings the sentences of stage Learn. */
import './learn.ts';
import { learning } from '../english/learning.ts';
import { addSentences } from '../index.ts';

addSentences(learning);
