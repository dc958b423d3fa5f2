/**
 * Links that somebody else made are noted while they are read and played. A note that is still there when the page is
 * loaded says that the page stopped in the midst of it: such a link is offered then, not run.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from '../../bytes/hex.ts';
import { read, remove, write } from '../shared/storage.ts';

/** The link is not kept: it holds what somebody wrote. */
const keyOf = (link: string): string =>
  `whichcert.reading.${encodeHex(sha256(new TextEncoder().encode(link))).slice(0, 32)}`;

/** Whether the page stopped while the link was read. */
export const stoppedOn = (link: string): boolean => read(keyOf(link)) !== null;

/** Of links that are being read. */
const noted = new Set<string>();

export function noteReading(link: string): void {
  write(keyOf(link), '1');
  noted.add(link);
}

export function noteRead(link: string): void {
  remove(keyOf(link));
  noted.delete(link);
}

/** Who leaves the page, or reloads it, while it still answers was not stopped by the link. */
window.addEventListener('pagehide', () => {
  for (const link of [...noted]) noteRead(link);
});
