/** The client certificates of a scenario, made when one is wanted: each has one thing wrong with it, or none. */
import { p256 } from '@noble/curves/nist.js';
import type { ClientCertificate } from '../hosting/model.ts';
import type { Credential, RandomBytes } from '../tls/credential.ts';
import { keySigner } from '../tls/crypto/signer.ts';
import { issueLeaf, newIssuer, purpose, type Issuer } from '../x509/issue.ts';
import { p256PrivateKey } from '../x509/privateKey.ts';
import { p256SubjectKey } from '../x509/subjectKey.ts';
import { labAuthority } from './keyRing.ts';

const commonName = 'client of the lab';
const year = 365 * 24 * 3600 * 1000;

/** null: the client has none. `now`: milliseconds since the epoch. */
export function clientCredential(
  kind: ClientCertificate,
  random: RandomBytes,
  now: number,
): Credential | null {
  if (kind === 'none') return null;
  const secret = p256.utils.randomSecretKey(random(48, 'client certificate key'));
  const signer = keySigner(p256PrivateKey(secret));
  const end = kind === 'expired' ? now - year / 12 : now + year;
  const description = {
    commonName,
    serialNumber: random(16, 'client certificate serial number'),
    notBefore: new Date(end - 2 * year),
    notAfter: new Date(end),
    purposes: [kind === 'wrong-eku' ? purpose.serverAuth : purpose.clientAuth],
  };
  const certificate = issueLeaf(description, p256SubjectKey(secret), issuerFor(kind, secret, random));
  return signer && { chain: [certificate], signer };
}

function issuerFor(kind: ClientCertificate, own: Uint8Array, random: RandomBytes): Issuer {
  if (kind === 'self-signed') return newIssuer(commonName, own);
  if (kind !== 'wrong-ca') return labAuthority();
  return newIssuer('CA of another lab', p256.utils.randomSecretKey(random(48, 'other CA')));
}
