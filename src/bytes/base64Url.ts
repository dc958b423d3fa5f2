/** RFC 4648 section 5, without padding: bytes that go into a link. */
import { withoutEnding } from '../text/ending.ts';

export function bytesToBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return withoutEnding(btoa(binary).replaceAll('+', '-').replaceAll('/', '_'), '=');
}

/** The bytes, or null when the text is not base64url. */
export function base64UrlToBytes(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
