/** Brings the sentences of two policies side by side. */
import { versus } from '../english/versus.ts';
import { addSentences } from '../index.ts';

addSentences(versus);
