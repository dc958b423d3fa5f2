/** The Host header without its port, as net.SplitHostPort and caddyhttp take it apart. */
export function withoutPort(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d*)?$/u.exec(host);
  if (bracketed !== null) return bracketed[1] ?? '';
  return /^[^:]*:[^:]*$/u.test(host) ? host.replace(/:.*$/u, '') : host;
}
