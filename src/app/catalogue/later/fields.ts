/** Brings the names and explanations of all fields. */
import { fields } from '../english/fields.ts';
import { addSentences } from '../index.ts';

addSentences(fields);
