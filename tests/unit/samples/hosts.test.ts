import { X509Certificate } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../samples');
const names = readdirSync(folder).filter((name) => name.endsWith('.pem') && !name.startsWith('lab-'));

/** The hosts of a `# Should match: a b (for whom)` line. */
function hosts(text: string, heading: string): string[] {
  const line = new RegExp(`^# ${heading}: ([^(\\n]*)`, 'm').exec(text)?.[1] ?? '';
  return line.trim().split(/\s+/);
}

/** OpenSSL's X509_check_host and X509_check_ip, through Node: a reader of the CN where there is no DNS name. */
function matches(certificate: X509Certificate, host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  const name = new URL(`https://${host}`).hostname; // a U-label becomes an A-label
  return isIP(address) > 0
    ? certificate.checkIP(address) !== undefined
    : certificate.checkHost(name, { subject: 'default' }) !== undefined;
}

describe('the first lines of a sample say what OpenSSL says', () => {
  it('there are at least a dozen samples', () => {
    expect(names.length).toBeGreaterThanOrEqual(12);
  });

  it.each(names)('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const certificate = new X509Certificate(text.slice(text.indexOf('-----BEGIN')));
    expect(text).toMatch(/^# What it shows: .+\n# Should match: .+\n# Should not match: .+\n-----BEGIN/);
    const claims = (heading: string, expected: boolean) =>
      hosts(text, heading).map((host) => [host, matches(certificate, host) === expected]);
    expect(claims('Should match', true).filter(([, holds]) => !holds)).toEqual([]);
    expect(claims('Should not match', false).filter(([, holds]) => !holds)).toEqual([]);
  });
});
