/** The client certificates of a scenario, made when one is wanted: each has one thing wrong with it, or none. */
import { p256 } from '@noble/curves/nist.js';
import type { ClientCertificate } from '../hosting/model.ts';
import type { Credential, RandomBytes } from '../tls/credential.ts';
import { keySigner } from '../tls/crypto/signer.ts';
import { issueLeaf, newIssuer, purpose, type Issuer } from '../x509/issue.ts';
import { p256PrivateKey } from '../x509/privateKey.ts';
import { p256SubjectKey } from '../x509/subjectKey.ts';
import type { Authority } from './clientAuthorities.ts';
import { labAuthority } from './keyRing.ts';
import { ownName } from './ownCertificate.ts';

const year = 365 * 24 * 3600 * 1000;

/**
 * null: the client has none. `authorities`: the CAs that the server named. Only the lab's key is here: a certificate
 * in another one's name has the lab's signature all the same. `now`: milliseconds since the epoch.
 */
export function clientCredential(
  kind: ClientCertificate,
  authorities: readonly Authority[],
  random: RandomBytes,
  now: number,
): Credential | null {
  if (kind === 'none') return null;
  const secret = p256.utils.randomSecretKey(random(48, 'client certificate key'));
  const signer = keySigner(p256PrivateKey(secret));
  const end = kind === 'expired' ? now - year / 12 : now + year;
  const description = {
    commonName: ownName,
    serialNumber: random(16, 'client certificate serial number'),
    notBefore: new Date(end - 2 * year),
    notAfter: new Date(end),
    purposes: [kind === 'wrong-eku' ? purpose.serverAuth : purpose.clientAuth],
  };
  const certificate = issueLeaf(
    description,
    p256SubjectKey(secret),
    issuerFor(kind, authorities, secret, random),
  );
  return signer && { chain: [certificate], signer };
}

function issuerFor(
  kind: ClientCertificate,
  [named]: readonly Authority[],
  own: Uint8Array,
  random: RandomBytes,
): Issuer {
  if (kind === 'self-signed') return newIssuer(ownName, own);
  if (kind === 'wrong-ca')
    return newIssuer('CA of another lab', p256.utils.randomSecretKey(random(48, 'other CA')));
  return { ...labAuthority(), ...(named && { name: named.name }) };
}
