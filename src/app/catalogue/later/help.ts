/** Brings the sentences of the help sheet. */
import './agree.ts';
import './distil.ts';
import './learn.ts';
import { help } from '../english/help.ts';
import { addSentences } from '../index.ts';

addSentences(help);
