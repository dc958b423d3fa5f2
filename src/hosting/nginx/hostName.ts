/** `ngx_http_validate_host`: the one reading of a name for both SNI and Host. */

/**
 * Lower-cased, without `:port` and one trailing dot; null: nginx takes it for no name (two dots in a row, `/`, a
 * blank or control character, nothing left).
 */
export function normalizeHost(host: string): string | null {
  if (/\.\.|[/\u0000-\u0020\u007f]/u.test(host)) return null;
  const literal = /^\[[^\]]*\]/u.exec(host)?.[0];
  const colon = host.indexOf(':');
  const isLiteral = host.startsWith('[');
  const name = literal ?? (colon < 0 || isLiteral ? host : host.slice(0, colon));
  const bare = name.endsWith('.') ? name.slice(0, -1) : name;
  return bare === '' ? null : bare.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
}
