/** Brings the sentences of stage Agree. */
import './agree.ts';
import { agreement } from '../english/agreement.ts';
import { addSentences } from '../index.ts';

addSentences(agreement);
