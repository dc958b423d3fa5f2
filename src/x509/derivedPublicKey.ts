/** Private key -> the SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) that belongs to it. */
import * as der from '../asn1/writeDer.ts';
import { readPrivateKey } from './privateKey.ts';

const oid = {
  rsaEncryption: '1.2.840.113549.1.1.1',
  ecPublicKey: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
} as const;

const curveOids: Record<string, string> = {
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
  secp256k1: '1.3.132.0.10',
};

/** The DER as `openssl pkey -pubout` writes it; null for a key that is not readable, or of another kind or curve. */
export async function derivedPublicKey(privateKey: Uint8Array): Promise<Uint8Array | null> {
  const key = readPrivateKey(privateKey);
  switch (key?.kind) {
    case 'rsa':
      return publicKey(
        [der.objectIdentifier(oid.rsaEncryption), der.nothing()],
        der.sequence(der.integer(key.modulus), der.integer(key.publicExponent)),
      );
    case 'ec':
      return ecPublicKey(key.curve, key.secret);
    case 'ed25519': {
      const { ed25519 } = await import('@noble/curves/ed25519.js');
      return publicKey([der.objectIdentifier(oid.ed25519)], ed25519.getPublicKey(key.secret));
    }
    default:
      return null;
  }
}

const publicKey = (algorithm: Uint8Array[], key: Uint8Array): Uint8Array =>
  der.sequence(der.sequence(...algorithm), der.bitString(key));

async function ecPublicKey(curve: string, secret: Uint8Array): Promise<Uint8Array | null> {
  const [{ p256, p384, p521 }, { secp256k1 }] = await Promise.all([
    import('@noble/curves/nist.js'),
    import('@noble/curves/secp256k1.js'),
  ]);
  const known = { 'P-256': p256, 'P-384': p384, 'P-521': p521, secp256k1 };
  const math = Object.entries(known).find(([name]) => name === curve)?.[1];
  const curveOid = curveOids[curve];
  if (math === undefined || curveOid === undefined || !math.utils.isValidSecretKey(secret)) return null;
  const algorithm = [der.objectIdentifier(oid.ecPublicKey), der.objectIdentifier(curveOid)];
  return publicKey(algorithm, math.getPublicKey(secret, false));
}
