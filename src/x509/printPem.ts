/** Bytes -> textual encoding (RFC 7468 section 2). */
import { encodeBase64 } from '../bytes/base64.ts';

/** `label` as in `-----BEGIN label-----`. Lines of 64 characters, LF behind each. */
export function printPem(label: string, bytes: Uint8Array): string {
  const base64 = encodeBase64(bytes);
  const lines: string[] = [];
  for (let start = 0; start < base64.length; start += 64) lines.push(base64.slice(start, start + 64));
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
