/** Names as Caddy's libraries compare them: certmagic 0.17.2 for certificates, crypto/x509 for host names. */
import { normalizeAddress } from '../listener.ts';
import type { KnownCertificate } from '../model.ts';

/** certmagic's index of a certificate: the common name (Go keeps the last), DNS names, IP addresses; lower case. */
export function indexedNames({ commonNames, dnsNames, ipAddresses }: KnownCertificate): string[] {
  const commonName = commonNames.at(-1) ?? '';
  const names = [commonName, ...dnsNames, ...ipAddresses].filter((name) => name !== '');
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** `a.b.c` -> `*.b.c`, `*.*.c`, `*.*.*`: what certmagic looks for after the exact name. */
export function wildcardForms(name: string): string[] {
  const labels = name.split('.');
  return labels.map((_, index) => starred(labels, index).join('.'));
}

const starred = (labels: readonly string[], last: number): string[] =>
  labels.map((label, index) => (index <= last ? '*' : label));

/** certmagic.MatchWildcard: the name itself, or one of its wildcard forms (empty labels are not replaced). */
export function matchesWildcard(name: string, pattern: string): boolean {
  const [subject, wildcard] = [name.toLowerCase(), pattern.toLowerCase()];
  if (subject === wildcard) return true;
  if (!wildcard.includes('*')) return false;
  const labels = subject.split('.');
  const patternLabels = wildcard.split('.');
  const stars = patternLabels.findIndex((label) => label !== '*');
  const replaced = stars < 0 ? patternLabels.length : stars;
  if (labels.length !== patternLabels.length || replaced === 0) return false;
  return labels.every((label, index) =>
    index < replaced ? label !== '' || patternLabels[index] === label : label === patternLabels[index],
  );
}

/** crypto/x509 VerifyHostname, as SupportsCertificate asks: subject alternative names alone, one label a wildcard. */
export function validForHost(known: KnownCertificate, host: string): boolean {
  const address = normalizeAddress(host);
  if (address !== null) return known.ipAddresses.some((own) => normalizeAddress(own) === address);
  const labels = host.toLowerCase().replace(/\.$/u, '').split('.');
  return known.dnsNames.some((pattern) => {
    const parts = pattern.toLowerCase().replace(/\.$/u, '').split('.');
    if (parts.length !== labels.length) return false;
    return parts.every((part, index) => (index === 0 && part === '*') || part === labels[index]);
  });
}
