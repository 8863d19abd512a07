/** Brings the sentences of servers that come and go. */
import { joining } from '../english/joining.ts';
import { addSentences } from '../index.ts';

addSentences(joining);
