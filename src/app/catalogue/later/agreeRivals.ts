/** Brings the sentences on N2O's rivals. */
import { agreeRivals } from '../english/agreeRivals.ts';
import { addSentences } from '../index.ts';

addSentences(agreeRivals);
