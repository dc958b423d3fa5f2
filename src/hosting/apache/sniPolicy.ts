/**
 * What mod_ssl compares when Host picks another virtual host than the handshake did (`ssl_check_vhost_sni_policy`;
 * each line observed with 2.4.71). Files are compared by the path written, not by what is in them.
 */
import type { Site } from '../model.ts';
import { allProtocols } from './protocols.ts';

export type Difference = 'certificate' | 'protocol' | 'ciphers' | 'client-verification';

/** In this order; empty: compatible under `secure`. */
export function tlsSetupDifferences(left: Site, right: Site): Difference[] {
  const differences: Difference[] = [];
  if (!sameSet(certificateFiles(left), certificateFiles(right))) differences.push('certificate');
  if (!sameSet(protocols(left), protocols(right))) differences.push('protocol');
  if (!same(ciphers(left), ciphers(right))) differences.push('ciphers');
  if (!same(verification(left), verification(right))) differences.push('client-verification');
  return differences;
}

const certificateFiles = ({ certificates }: Site): string[] =>
  certificates.flatMap(({ file, keyFile }) => [`certificate ${file}`, `key ${keyFile ?? ''}`]);

const protocols = ({ apache, versions }: Site): readonly string[] =>
  apache?.protocols ?? versions ?? allProtocols;

const ciphers = ({ ciphers: list, apache }: Site): (string | null)[] => [
  list ?? null,
  apache?.ciphers13 ?? null,
];

/**
 * Mode, depth and every file or path of CAs, asked for or not. `SSLHonorCipherOrder` and tickets do not count. Where
 * SSLEngine is off nothing of it is set up, which differs from any that is.
 */
const verification = (site: Site): (string | null)[] => [
  site.sslEngine === false ? 'off' : 'on',
  site.clientAuth,
  String(site.apache?.verifyDepth ?? 1),
  site.clientCertificateAuthority ?? null,
  site.apache?.caPath ?? null,
  site.apache?.caNameFile ?? null,
  site.apache?.caNamePath ?? null,
];

const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length && left.every((item, index) => item === right[index]);

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.every((item) => right.includes(item)) && right.every((item) => left.includes(item));
