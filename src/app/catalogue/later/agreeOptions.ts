/** Brings the sentences of the panel Options. */
import { agreeOptions } from '../english/agreeOptions.ts';
import { addSentences } from '../index.ts';

addSentences(agreeOptions);
