/** What a client makes of a host before it connects: the name it says and looks up, or the address. */
import { parseIpv4, parseIpv6 } from './address.ts';
import { policies } from './policies.ts';
import { readReference } from './reference.ts';
import type { ClientName } from './types.ts';

/**
 * null: the client refuses the host (`verifyIdentity` then says `bad-reference`, and why). An address that the client
 * compares as a name (OpenSSL's X509_check_host) is connected to as the address it is. Never throws.
 */
export function referenceHost(host: string, client: ClientName): { type: 'dns' | 'ip'; text: string } | null {
  const { reference } = readReference(host, policies[client]);
  if (reference.kind === 'refused') return null;
  const { kind, text } = reference;
  const literal = kind === 'address' || parseIpv4(text, 'dotted') !== null || parseIpv6(text) !== null;
  return { type: literal ? 'ip' : 'dns', text };
}
