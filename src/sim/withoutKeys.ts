/** The gate of scenarios: no text in one holds a private key, wherever it came from. */
import { withoutPrivateMaterial } from '../x509/privateMaterial.ts';
import type { Scenario } from './scenario.ts';

/** More nesting than a scenario has is not looked at, and left out. */
const DEEPEST = 8;

/**
 * Parsed JSON without the private keys in its texts and names. `keysIn`: the names under which they stood, a file's or
 * a field's.
 */
export function jsonWithoutKeys(json: unknown): { json: unknown; keysIn: string[] } {
  const keysIn = new Set<string>();
  const cleaned = (value: unknown, name: string, depth: number): unknown => {
    if (typeof value === 'string') return cleanedText(value, name, keysIn);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return null;
    if (Array.isArray(value)) return value.map((part: unknown) => cleaned(part, name, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([written, part]: [string, unknown]) => {
        const inner = cleanedText(written, name, keysIn);
        return [inner, cleaned(part, inner, depth + 1)];
      }),
    );
  };
  return { json: cleaned(json, '', 0), keysIn: [...keysIn] };
}

function cleanedText(written: string, name: string, keysIn: Set<string>): string {
  const { text, hadKey } = withoutPrivateMaterial(written);
  if (hadKey) keysIn.add(name);
  return text;
}

/**
 * What is to change in a scenario, without private keys. Texts that are those of `before` were looked at when they came
 * in.
 */
export function changeWithoutKeys(
  change: Partial<Scenario>,
  before: Scenario,
): { change: Partial<Scenario>; keysIn: string[] } {
  const keysIn = new Set<string>();
  const known = new Set(textsOf(before));
  const clean = (text: string, name: string): string =>
    known.has(text) ? text : cleanedText(text, name, keysIn);
  const record = (texts: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(texts).map(([path, text]) => {
        const name = clean(path, 'files');
        return [name, clean(text, name)];
      }),
    );
  const cleaned: Partial<Scenario> = { ...change };
  const { server, certificates, dns, url, seed, now } = change;
  if (url !== undefined) cleaned.url = clean(url, 'url');
  if (seed !== undefined) cleaned.seed = clean(seed, 'seed');
  if (now !== undefined) cleaned.now = clean(now, 'now');
  if (certificates !== undefined) cleaned.certificates = record(certificates);
  if (server !== undefined && 'files' in server) {
    const files = record(server.files);
    cleaned.server = { ...server, files, mainFile: clean(server.mainFile, 'files') };
  }
  if (dns !== undefined)
    cleaned.dns = Object.fromEntries(
      Object.entries(dns).map(([host, addresses]) => [
        clean(host, 'dns'),
        addresses.map((address) => clean(address, 'dns')),
      ]),
    );
  return keysIn.size === 0 ? { change, keysIn: [] } : { change: cleaned, keysIn: [...keysIn] };
}

function* textsOf({ server, certificates, dns, url, seed, now }: Scenario): Generator<string> {
  yield* [url, seed, now];
  for (const texts of ['files' in server ? server.files : {}, certificates]) {
    for (const entry of Object.entries(texts)) yield* entry;
  }
  for (const [host, addresses] of Object.entries(dns)) yield* [host, ...addresses];
}
