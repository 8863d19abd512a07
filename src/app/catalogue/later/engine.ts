/** Brings the sentences of the sheet of engines. */
import { engineSheet } from '../english/engine.ts';
import { addSentences } from '../index.ts';

addSentences(engineSheet);
