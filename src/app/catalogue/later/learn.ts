/** Brings what can be asked for on stage Learn: for the stage itself, and for the help sheet. */
import { learn } from '../english/learn.ts';
import { addSentences } from '../index.ts';

addSentences(learn);
