/** Networks and observations of files, as a source of N2O runs: what the files worker reads. */
import { parseNetworks } from '../learning/networksFile.ts';
import { InputError } from '../schema.ts';
import { type OpenedNetworks, openedNetworks, withObservations } from '../session/problemSource.ts';
import { failureText } from './messages.ts';
import { readFile } from './packing.ts';
import type { NamedFile, OpenedForAgreement } from './protocol.ts';

const FORMATS = 'n2o-networks or n2o-observations (JSON)';

/**
 * Reads networks, observations, or one of each.
 *
 * @param present networks that were opened before: observations alone are for them
 */
export async function openForAgreement(
  files: readonly NamedFile[],
  present: OpenedNetworks | null,
): Promise<OpenedForAgreement> {
  let file = files[0]?.name ?? '';
  try {
    const found = new Map<string, { readonly name: string; readonly value: unknown }>();
    for (const each of files) {
      file = each.name;
      const { format, value } = await readFile(each.file, each.name, FORMATS);
      if (format === 'n2o-learner-checkpoint') return { outcome: 'checkpoint', file };
      if (format !== 'n2o-networks' && format !== 'n2o-observations') {
        throw new InputError('format', format, FORMATS);
      }
      if (found.has(format)) throw new InputError('format', format, 'one file of each form');
      found.set(format, { name: each.name, value });
    }
    const networks = found.get('n2o-networks');
    const observations = found.get('n2o-observations');
    let opened = present;
    let doubts: readonly string[] = [];
    if (networks) {
      file = networks.name;
      const read = openedNetworks(parseNetworks(networks.value), networks.name);
      opened = read.opened;
      doubts = read.doubts.map(({ message }) => message);
    }
    if (!opened) return { outcome: 'noNetworks', file };
    if (observations) {
      file = observations.name;
      opened = withObservations(opened, observations.value, observations.name);
    }
    return { outcome: 'networks', opened, doubts };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { outcome: 'refused', file, message: failureText(error) };
  }
}
