/** Puts a link where it can be taken along. */
import { t } from '../catalogue/index.ts';
import type { Notices } from '../controller/notices.ts';

/** Copies the page's address with a hash; where the browser refuses, shows it to be copied by hand. */
export async function copyLink(hash: string, notices: Notices): Promise<void> {
  const address = new URL(hash, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    notices.tell('information', t('link.copied'));
  } catch {
    // Refused, or no clipboard at all on an insecure address.
    notices.offer(t('link.refused'), address);
  }
}
