/** Brings the sentences of the panel Links of stage Agree. */
import { agreeLinks } from '../english/agreeLinks.ts';
import { addSentences } from '../index.ts';

addSentences(agreeLinks);
