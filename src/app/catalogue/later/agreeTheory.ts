/** Brings the sentences on what the theorems promise. */
import { agreeTheory } from '../english/agreeTheory.ts';
import { addSentences } from '../index.ts';

addSentences(agreeTheory);
