/** Brings the sentences of the editor for one server. */
import { serverFields } from '../english/serverFields.ts';
import { addSentences } from '../index.ts';

addSentences(serverFields);
