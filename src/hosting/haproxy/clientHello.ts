/** What HAProxy reads in a hello before it looks for a certificate (ssl_sock_switchctx_cbk, 2.6 and 3.0). */
import type { Hello } from '../model.ts';
import { readServerName, type ServerNameReading } from '../serverNameExtension.ts';
import { hasDefaultCrt } from './bindLine.ts';
import type { KeySupport } from './lookup.ts';

/**
 * `name`: what is looked up; null: the extension is not there. `several`: HAProxy takes the first name, then
 * OpenSSL refuses the list. `malformed`: refused before any look-up, `kind` says what was wrong.
 */
export type NameRead =
  | { outcome: 'name'; name: string | null; several: boolean }
  | { outcome: 'malformed'; kind: ServerNameReading['kind'] };

const longestName = 255;

/** HAProxy wants one host_name of 1 to 255 octets without NUL where RFC 6066 puts it; the rest it refuses. */
export function readName(hello: Hello): NameRead {
  const reading = readServerName(hello);
  if (reading.kind === 'absent') return { outcome: 'name', name: null, several: false };
  if (reading.kind === 'host-name') return { outcome: 'name', name: reading.name, several: false };
  if (reading.kind !== 'several-names') return { outcome: 'malformed', kind: reading.kind };
  const [first = ''] = reading.names;
  const octets = new TextEncoder().encode(first).length;
  if (octets === 0) return { outcome: 'malformed', kind: 'empty-name' };
  if (octets > longestName) return { outcome: 'malformed', kind: 'name-too-long' };
  if (first.includes('\0')) return { outcome: 'malformed', kind: 'nul-in-name' };
  return { outcome: 'name', name: first, several: true };
}

/**
 * Which keys the client can verify, by HAProxy's reading: the second octet of each signature scheme (1 RSA,
 * 3 ECDSA: `rsa_pss_*` and `ed25519` are neither), and for ECDSA a cipher suite that goes with it. TLS 1.3 suites
 * go with any key, which 2.6 did not see: it took a client of TLS 1.3 alone for one without ECDSA.
 */
export function keySupport(hello: Hello, version: string): KeySupport {
  const schemes = hello.signatureSchemes ?? defaultSchemes(hello);
  if (schemes === null) return { rsa: true, ecdsa: false };
  const rsa = schemes.some((scheme) => scheme.startsWith('rsa_pkcs1_'));
  const ecdsaScheme = schemes.some((scheme) => /^ecdsa_(?:secp|sha1)/u.test(scheme));
  const suites = cipherKinds(hello);
  const ecdsaSuite = suites.ecdsa || (suites.tls13 && hasDefaultCrt(version));
  return { rsa, ecdsa: ecdsaScheme && ecdsaSuite };
}

/** OpenSSL sends both kinds from TLS 1.2 on; an older client sends no list. */
function defaultSchemes(hello: Hello): string[] | null {
  const listed = hello.versions.includes('1.2') || hello.versions.includes('1.3');
  return listed ? ['ecdsa_secp256r1_sha256', 'rsa_pkcs1_sha256'] : null;
}

function cipherKinds(hello: Hello): { ecdsa: boolean; tls13: boolean } {
  const { cipherSuites, versions } = hello;
  if (cipherSuites === undefined)
    return { ecdsa: versions.some((version) => version !== '1.3'), tls13: versions.includes('1.3') };
  return {
    ecdsa: cipherSuites.some((suite) => suite.includes('_ECDSA_')),
    tls13: versions.includes('1.3') && cipherSuites.some(isTls13Suite),
  };
}

const isTls13Suite = (suite: string): boolean => !suite.includes('_WITH_') && !suite.endsWith('SCSV');
