/** The Host header as httpd takes it (server/vhost.c `fix_hostname`, HttpProtocolOptions Strict, the default). */
import { normalizeAddress } from '../listener.ts';
import { lowerAscii } from './matchName.ts';

/**
 * Lower case, without port and without one dot at the end. null: status 400 (missing, empty, a character outside
 * letters, digits, `.`, `-`, `_`; two dots in a row; a last label that begins with no letter; a bad port; only
 * digits and dots but no IPv4 address).
 */
export function readHost(host: string | null): string | null {
  if (host === null) return null;
  const literal = /^\[([^\]]*)\](?::(.*))?$/su.exec(host);
  if (literal !== null) return isPort(literal[2]) ? ipv6(literal[1] ?? '') : null;
  const [name = '', port, ...more] = host.split(':');
  if (more.length > 0 || !isPort(port)) return null;
  const lower = lowerAscii(name);
  if (lower.includes('..') || !/^[a-z0-9._-]+$/u.test(lower)) return null;
  const bare = lower.endsWith('.') ? lower.slice(0, -1) : lower;
  return bare !== '' && isStrictName(bare) ? bare : null;
}

const ipv6 = (text: string): string | null => (text.includes(':') ? normalizeAddress(text) : null);

const isPort = (text: string | undefined): boolean =>
  text === undefined || (/^\d{1,5}$/u.test(text) && Number(text) >= 1 && Number(text) <= 65535);

function isStrictName(name: string): boolean {
  if (/^[0-9.]+$/u.test(name)) {
    return /^[0-9]*\.[0-9]*\.[0-9]*\.[0-9]*$/u.test(name) && !/(?:^|\.)0[0-9]/u.test(name);
  }
  const last = name.slice(name.lastIndexOf('.') + 1);
  return !name.includes('.') || /^[a-z]/u.test(last);
}
