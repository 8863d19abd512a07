/** Puts a link where it can be taken along. */
import { t } from '../catalogue/index.ts';
import type { Notices } from '../controller/notices.ts';

/**
 * Copies the page's address with a hash; where the browser refuses, shows it to be copied by hand.
 *
 * @param file what the run began with, which no link holds
 */
export async function copyLink(
  hash: string,
  notices: Notices,
  file: string | undefined,
): Promise<void> {
  const address = new URL(hash, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    const told = file ? t('link.copied.untrained', { file }) : t('link.copied');
    notices.tell('information', told);
  } catch {
    // Refused, or no clipboard at all on an insecure address.
    notices.offer(t('link.refused'), address);
  }
}
