/** Brings the sentences of files that are saved and opened. */
import { files } from '../english/files.ts';
import { addSentences } from '../index.ts';

addSentences(files);
