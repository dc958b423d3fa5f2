/** Which certificate a private key belongs to: the one that carries its public key. */
import { scan } from '../asn1/scan.ts';
import { encodeHex } from '../bytes/hex.ts';
import { topOf } from './cursor.ts';
import type { InputCollector } from './inputCollector.ts';
import type { InputItem } from './inputReport.ts';
import { readPublicKey } from './publicKey.ts';
import { readRequest } from './request.ts';
import { addTo } from '../text/addTo.ts';

/**
 * Gives every private key its public key and the items that carry the same one, and forgets the private key. What
 * derives public keys is loaded only where there is a private key.
 */
export async function findPublicKeys(found: InputCollector): Promise<void> {
  const secrets = found.takeSecrets();
  if (secrets.length === 0) return;
  const { derivedPublicKey } = await import('./derivedPublicKey.ts');
  const carriers = new Map<string, number[]>();
  for (const [index, item] of found.items.entries()) {
    const carried = nameOf(carriedKey(item));
    addTo(carriers, carried, index);
  }
  for (const { item, der } of secrets) {
    item.publicKey = derivedPublicKey(der);
    const own = item.publicKey === null ? null : keyBits(item.publicKey);
    item.matches = own === null ? [] : [...(carriers.get(nameOf(own)) ?? [])];
  }
}

/** The same for the same octets; empty: there is no key. */
const nameOf = (key: Uint8Array | null): string => (key === null ? '' : encodeHex(key));

/** The content of the BIT STRING: the key without its algorithm, which is written in more than one way. */
function carriedKey(item: InputItem): Uint8Array | null {
  if (item.kind === 'certificate') {
    const key = item.certificate?.subjectPublicKeyInfo.key;
    return key ? item.der.subarray(key.start, key.end) : null;
  }
  if (item.kind === 'public-key') return keyBits(item.der);
  if (item.kind !== 'csr') return null;
  const key = readRequest(item.document)?.subjectPublicKeyInfo.key;
  return key ? item.der.subarray(key.start, key.end) : null;
}

function keyBits(der: Uint8Array): Uint8Array | null {
  const key = readPublicKey(topOf(scan(der)) ?? undefined, '')?.key;
  return key ? der.subarray(key.start, key.end) : null;
}
