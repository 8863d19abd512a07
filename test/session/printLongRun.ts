/** Prints the hash of the long run: started by its test in a Node of its own. */
import { longRunHash } from './fingerprint.ts';
import { LONG_RUN_SLOTS } from './longRun.ts';

process.stdout.write(longRunHash(LONG_RUN_SLOTS));
