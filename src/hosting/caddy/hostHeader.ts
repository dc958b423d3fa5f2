/** The Host header without its port, as net.SplitHostPort and caddyhttp take it apart. */
export function withoutPort(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d*)?$/u.exec(host);
  if (bracketed !== null) return bracketed[1] ?? '';
  const [name = '', , ...more] = host.split(':', 3);
  return more.length > 0 ? host : name;
}
