/** The scenario's name lookup as people write it: lines of `address name name...`, like /etc/hosts. */
import { isIpLiteral } from './address.ts';

export function hostsText(dns: Record<string, string[]>): string {
  return Object.entries(dns)
    .flatMap(([name, addresses]) => addresses.map((address) => `${address} ${name}`))
    .join('\n');
}

/** The table, or the number (from 1) of the first line that is not an address followed by names. */
export function readHosts(text: string): { dns: Record<string, string[]> } | { line: number } {
  const dns = new Map<string, string[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || address === '') continue;
    if (!isIpLiteral(address) || names.length === 0) return { line: index + 1 };
    for (const name of names.map((each) => each.toLowerCase())) {
      const addresses = dns.get(name) ?? [];
      addresses.push(address);
      dns.set(name, addresses);
    }
  }
  return { dns: Object.fromEntries(dns) };
}
