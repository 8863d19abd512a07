/** Brings what to look at in each preset. */
import { presetNotes } from '../english/presetNotes.ts';
import { addSentences } from '../index.ts';

addSentences(presetNotes);
