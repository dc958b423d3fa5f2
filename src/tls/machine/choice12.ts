/** What a server of TLS 1.2 picks from a hello: cipher suite, group, signature scheme, protocol. */
import { cipherSuite12 } from '../cipherSuites12.ts';
import type { CipherSuite12 } from '../cipherSuites12.ts';
import { cipherSuite, ecPointFormat, namedGroup, signatureScheme } from '../codePoints.ts';
import type { SignatureSchemeName } from '../codePoints.ts';
import type { Credential, Signer } from '../credential.ts';
import { isAgreementGroup } from '../crypto/agreement.ts';
import type { AgreementGroup } from '../crypto/agreement.ts';
import { certificateKey } from '../crypto/publicKey.ts';
import { schemeParts } from '../crypto/signature.ts';
import { findExtension } from '../findExtension.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { ReceivedHello, ServerChoice } from '../options.ts';
import type { Refusal } from '../refusal.ts';

export type Parameters12 = { suite: CipherSuite12; group: AgreementGroup; scheme: SignatureSchemeName };

/**
 * The first suite of the server's that the client offers and the certificate's key serves, with a group and a scheme
 * of both. RFC 5246 section 7.4.1.2: handshake_failure where there is none.
 */
export function chooseParameters12(hello: ClientHelloContent, choice: ServerChoice): Parameters12 | Refusal {
  const suite = chooseSuite(hello, choice);
  if (suite === null) return { alert: 'handshake_failure', reason: 'no-common-cipher-suite' };
  const group = chooseGroup(hello, choice);
  if (group === null) return { alert: 'handshake_failure', reason: 'no-common-group' };
  const scheme = chooseScheme(hello, choice.credential);
  if (scheme === null) return { alert: 'handshake_failure', reason: 'no-common-signature-scheme' };
  return { suite, group, scheme };
}

function chooseSuite(hello: ClientHelloContent, choice: ServerChoice): CipherSuite12 | null {
  const certificate = keyKind(choice.credential);
  if (!curveIsKnown(hello, choice.credential)) return null;
  for (const name of choice.cipherSuites) {
    const code = cipherSuite(name);
    const suite = cipherSuite12(code);
    if (suite?.certificateKey === certificate && hello.cipher_suites.includes(code)) return suite;
  }
  return null;
}

/** The word of cipher suites for the credential's key; Ed25519 counts as ECDSA (RFC 8422 section 2). */
export const keyKind = ({ signer }: Credential): CipherSuite12['certificateKey'] =>
  signer.schemes.some((scheme) => schemeParts(scheme)?.kind === 'rsa') ? 'rsa' : 'ecdsa';

/** supported_groups limits the curve of an ECDSA certificate too (RFC 8422 section 5.1). */
function curveIsKnown(hello: ClientHelloContent, { chain }: Credential): boolean {
  const groups = offeredGroups(hello);
  const [own] = chain;
  const key = own === undefined ? 'unreadable' : certificateKey(own);
  if (groups === null || typeof key === 'string' || key.kind !== 'ec') return true;
  return groups.includes(namedGroup(key.curve));
}

const offeredGroups = ({ extensions }: ClientHelloContent): readonly number[] | null =>
  findExtension(extensions, 'supported_groups')?.named_group_list ?? null;

/** A client that names no groups takes any (RFC 8422 section 4). */
function chooseGroup(hello: ClientHelloContent, { groups }: ServerChoice): AgreementGroup | null {
  const offered = offeredGroups(hello);
  const isOffered = (group: AgreementGroup): boolean => offered?.includes(namedGroup(group)) ?? true;
  // One that knows no extensions was made before X25519 was
  const preferred = offered === null ? groups.toSorted(nistFirst) : groups;
  return preferred.filter(isAgreementGroup).find(isOffered) ?? null;
}

const nistFirst = (one: string, other: string): number =>
  Number(one === 'x25519') - Number(other === 'x25519');

/** The signer's first that the client verifies; the default of RFC 5246 section 7.4.1.4.1 where it does not say. */
function chooseScheme(hello: ClientHelloContent, { signer }: Credential): SignatureSchemeName | null {
  const offered = findExtension(hello.extensions, 'signature_algorithms')?.supported_signature_algorithms;
  if (offered === undefined) return fallbackScheme(signer);
  return signer.schemes.find((scheme) => offered.includes(signatureScheme(scheme))) ?? null;
}

function fallbackScheme({ schemes }: Signer): SignatureSchemeName | null {
  const kinds = schemes.map((scheme) => schemeParts(scheme)?.kind);
  if (kinds.includes('rsa')) return 'rsa_pkcs1_sha1';
  return kinds.includes('ec') ? 'ecdsa_sha1' : null;
}

/** RFC 7301 section 3.2: the server's first that the client offers; null: none is agreed on. */
export function chooseProtocol({ alpn }: ReceivedHello, choice: ServerChoice): string | null | Refusal {
  if (alpn.length === 0 || choice.alpn.length === 0) return null;
  const chosen = choice.alpn.find((protocol) => alpn.includes(protocol));
  if (chosen !== undefined) return chosen;
  return choice.alpnMismatch === 'ignore'
    ? null
    : { alert: 'no_application_protocol', reason: 'no-common-application-protocol' };
}

/** What a hello of TLS 1.2 must not say, or not leave out. */
export function helloProblem({ extensions, legacy_compression_methods }: ClientHelloContent): Refusal | null {
  const renegotiation = findExtension(extensions, 'renegotiation_info')?.renegotiated_connection;
  const formats = findExtension(extensions, 'ec_point_formats')?.ec_point_format_list;
  // RFC 5246 section 7.4.1.2
  if (!legacy_compression_methods.includes(0))
    return { alert: 'illegal_parameter', reason: 'no-null-compression' };
  // RFC 5746 section 3.6
  if (renegotiation !== undefined && renegotiation.length > 0)
    return { alert: 'handshake_failure', reason: 'renegotiation' };
  // RFC 8422 section 5.1.2
  if (formats?.includes(ecPointFormat('uncompressed')) === false)
    return { alert: 'illegal_parameter', reason: 'no-uncompressed-points' };
  return null;
}
