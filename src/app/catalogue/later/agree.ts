/** Brings what can be asked for on stage Agree: for the stage itself, and for the help sheet. */
import { agree } from '../english/agree.ts';
import { addSentences } from '../index.ts';

addSentences(agree);
