/** Private keys by the certificates they belong to. */
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64 } from '../bytes/base64.ts';
import { encodeHex } from '../bytes/hex.ts';
import { own } from '../text/own.ts';
import { derivedPublicKey } from '../x509/derivedPublicKey.ts';
import { kindOfLabel } from '../x509/inputItem.ts';
import { issuerOf, type Issuer } from '../x509/issue.ts';
import { mostRounds, PasswordWork, type DerivationProgress } from '../x509/keyDerivation.ts';
import { readPem } from '../x509/pem.ts';
import { openPkcs12 } from '../x509/pkcs12.ts';
import { readPrivateKey } from '../x509/privateKey.ts';
import { subjectKeyOf, type SubjectKey } from '../x509/subjectKey.ts';
import type { Certificate } from '../x509/types.ts';
import { certificatesInPem } from './certificates.ts';
import { labKeys } from './labKeys.generated.ts';
import { labCa } from './presetCertificates.generated.ts';

/** SHA-256 of the SubjectPublicKeyInfo in hex -> private key in DER. They live in memory and in no scenario. */
export type KeyRing = ReadonlyMap<string, Uint8Array>;

const idOf = ({ subjectPublicKeyInfo }: Pick<SubjectKey, 'subjectPublicKeyInfo'>): string =>
  encodeHex(sha256(subjectPublicKeyInfo));

/** The key of a certificate: one that was given, or one of the lab's; null: nobody here has it. */
export function knownKey(certificate: Certificate, given: KeyRing): Uint8Array | null {
  const id = idOf(subjectKeyOf(certificate));
  return given.get(id) ?? labKey(id);
}

/**
 * The private keys in a file: PEM, DER, or a PKCS#12 that the password opens. Those that are encrypted otherwise or of
 * another kind are left out. `progress`: of the keys that are derived from the password.
 */
export function keysIn(file: Uint8Array, password: string, progress?: DerivationProgress): KeyRing {
  const { blocks } = readPem(new TextDecoder().decode(file));
  const armored = blocks
    .filter(({ label }) => kindOfLabel(label) === 'private-key')
    .map(({ body }) => body.bytes);
  const opened = openPkcs12(file, password, new PasswordWork(mostRounds, progress));
  const bagged = opened.outcome === 'opened' ? opened.contents.map(({ der }) => der) : [];
  return new Map(
    [...armored, ...bagged, file].flatMap((der): [string, Uint8Array][] => {
      const publicKey = derivedPublicKey(der);
      return publicKey ? [[idOf({ subjectPublicKeyInfo: publicKey }), der]] : [];
    }),
  );
}

function labKey(id: string): Uint8Array | null {
  const decoded = decodeBase64(own(labKeys, id) ?? '');
  return decoded.ok && decoded.bytes.length > 0 ? decoded.bytes : null;
}

/** The lab's root, with its key: it issues what the page makes. */
export function labAuthority(): Issuer {
  const [root] = certificatesInPem(labCa);
  const der = root && labKey(idOf(subjectKeyOf(root)));
  const key = der && readPrivateKey(der);
  if (!root || key?.kind !== 'ec') throw new Error('the lab has lost the key of its root');
  return issuerOf(root, key.secret);
}
