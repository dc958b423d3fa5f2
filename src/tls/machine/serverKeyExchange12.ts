/** The ephemeral key of a server of TLS 1.2 and the signature over it: RFC 8422 section 5.4. */
import { ecCurveType, namedGroup, signatureScheme, signatureSchemeName } from '../codePoints.ts';
import type { SignatureSchemeName } from '../codePoints.ts';
import { concat } from '../../bytes/concat.ts';
import type { Signer } from '../credential.ts';
import type { AgreementGroup, KeyPair } from '../crypto/agreement.ts';
import { findExtension } from '../findExtension.ts';
import type { Message } from '../message.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import { encodeServerEcdhParams, encodeServerKeyExchange } from '../messages/serverKeyExchange.ts';
import type { ServerEcdhParams } from '../messages/serverKeyExchange.ts';
import type { Randoms } from '../prf12.ts';
import type { Connection12 } from './connection12.ts';

/** The message with the server's public key of `pair`, signed. */
export function signedKeyExchange(
  { handshake, randoms }: Connection12,
  { group, publicKey }: KeyPair,
  scheme: SignatureSchemeName,
  signer: Signer,
): Message {
  const params: ServerEcdhParams = {
    curve_params: { curve_type: ecCurveType('named_curve'), namedcurve: namedGroup(group) },
    public: publicKey,
  };
  const signature = signer.sign(scheme, signedParams(randoms, params), handshake.random);
  return encodeServerKeyExchange({
    params,
    signed_params: { algorithm: signatureScheme(scheme), signature },
  });
}

/** What is signed: both randoms, so that no signature serves twice, and the parameters. */
export const signedParams = ({ client, server }: Randoms, params: ServerEcdhParams): Uint8Array =>
  concat(client, server, encodeServerEcdhParams(params));

/** Whether the hello allows the group; one without supported_groups allows any (RFC 8422 section 4). */
export const offersGroup = ({ extensions }: ClientHelloContent, group: AgreementGroup): boolean =>
  findExtension(extensions, 'supported_groups')?.named_group_list.includes(namedGroup(group)) ?? true;

/** Without signature_algorithms, the defaults of RFC 5246 section 7.4.1.4.1. */
export const offeredSchemes = ({ extensions }: ClientHelloContent): readonly string[] =>
  findExtension(extensions, 'signature_algorithms')?.supported_signature_algorithms.map(
    signatureSchemeName,
  ) ?? ['rsa_pkcs1_sha1', 'ecdsa_sha1'];
