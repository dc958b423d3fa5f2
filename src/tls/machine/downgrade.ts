/** How a server says in its random that it would have spoken a later version (RFC 9846 section 4.2.3). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import type { RandomBytes } from '../credential.ts';
import type { MachineVersion, OldVersion } from '../endpoint.ts';
import type { ServerChoice } from '../options.ts';

const sentinel = (last: number): Uint8Array => Uint8Array.of(0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, last);
const toTls12 = sentinel(1);
const toTls11 = sentinel(0);

/** The random of a ServerHello for `version`, by a server that speaks `versions`. */
export function serverRandom(
  random: RandomBytes,
  version: MachineVersion | OldVersion,
  versions: ServerChoice['versions'],
): Uint8Array {
  const bytes = Uint8Array.from(random(32, 'server random'));
  if (version === '1.3') return bytes;
  if (version === '1.2') {
    if (versions.includes('1.3')) bytes.set(toTls12, 24);
  } else if (versions.includes('1.3') || versions.includes('1.2')) bytes.set(toTls11, 24);
  return bytes;
}

/** Whether the server could have done better than TLS 1.2 or below. */
export function isDowngraded(random: Uint8Array): boolean {
  const end = random.subarray(24);
  return equalBytes(end, toTls12) || equalBytes(end, toTls11);
}
