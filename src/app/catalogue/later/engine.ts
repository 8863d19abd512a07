/** Brings the sentences of the sheet of engines. */
import { engineSheet } from '../english/engineSheet.ts';
import { addSentences } from '../index.ts';

addSentences(engineSheet);
