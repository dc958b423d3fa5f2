/** Whatever was pasted or opened -> items in order, and what was wrong with it. */
import { decodeHex } from '../bytes/hex.ts';
import type { ByteRange } from '../bytes/range.ts';
import { scan, type Asn1Document } from '../asn1/scan.ts';
import { decodeBase64Body, type Base64Body, type CharRange } from './base64Body.ts';
import { startsLikeAsn1 } from './derKind.ts';
import { kindOfLabel, makeItem } from './inputItem.ts';
import type { InputItem, InputProblem, InputReport } from './inputReport.ts';
import { decodeText } from './inputText.ts';
import { binaryLooksLike, textLooksLike, type LooksLikeCode } from './looksLike.ts';
import { readPem, type PemBlock, type PemProblem } from './pem.ts';
import { openPkcs12 } from './pkcs12.ts';
import { certificatesInPkcs7 } from './pkcs7.ts';

export type {
  CertificateItem,
  InputItem,
  InputProblem,
  InputProblemCode,
  InputReport,
  OtherItem,
  PrivateKeyItem,
} from './inputReport.ts';
export type { CharRange } from './base64Body.ts';

/** Items and problems while they are collected. */
class Collector {
  readonly items: InputItem[] = [];
  readonly problems: InputProblem[] = [];

  add(item: InputItem): number {
    return this.items.push(item) - 1;
  }

  report(code: InputProblem['code'], more: Partial<Omit<InputProblem, 'code'>> = {}): void {
    this.problems.push({ code, severity: 'error', params: {}, range: null, item: null, ...more });
  }
}

/**
 * Reads certificates and their relatives out of PEM (as sloppy as it comes), DER, bare base64 or hexadecimal, as a
 * string or as the octets of a file in UTF-8 or UTF-16. Never throws: what cannot be read is a problem with its place.
 * No byte of a private key is kept. `password` opens a PKCS#12.
 */
export async function readInput(
  input: string | Uint8Array,
  options: { password?: string } = {},
): Promise<InputReport> {
  const found = new Collector();
  const text = typeof input === 'string' ? input : isDer(input) ? null : decodeText(input);
  if (text !== null) readText(text, found);
  else if (typeof input !== 'string') readDer(input, found);
  await openContainers(found, options.password);
  const shown = text === null ? null : withoutKeys(text, found);
  return { items: found.items, problems: found.problems, text: shown };
}

/** A SEQUENCE whose length octets, read as DER, fit: no text begins so and goes on with these tags. */
function isDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 4) return false;
  const second = bytes[1] ?? 0;
  return second >= 0x80 || second + 2 === bytes.length || (bytes[2] ?? 0x20) < 0x09;
}

function readText(text: string, found: Collector): void {
  const { blocks, stray } = readPem(text);
  for (const block of blocks) addBlock(block, found);
  for (const { code, params, range } of stray) found.report(code, { params, range });
  if (blocks.length === 0 && !readBare(text, stray[0], found) && stray.length === 0) {
    found.report(textLooksLike(text));
  }
}

function addBlock(block: PemBlock, found: Collector): void {
  const origin = { label: block.label, range: block.range, body: block.body, container: null };
  const notOurs = labelsOfOthers.find(([start]) => block.label.startsWith(start));
  if (notOurs !== undefined) {
    found.report(notOurs[1], { range: block.range });
    return;
  }
  const item =
    block.encrypted && kindOfLabel(block.label) === 'private-key'
      ? encryptedKey(block)
      : makeItem(block.body.bytes, origin);
  const index = found.add(item);
  for (const problem of block.problems) reportPem(problem, index, found);
  const promised = kindOfLabel(block.label);
  if (promised !== null && item.kind !== promised && block.problems.length === 0) {
    const params = { label: block.label, kind: item.kind };
    found.report('label-contradicts-content', {
      severity: 'warning',
      params,
      range: block.range,
      item: index,
    });
  }
}

const labelsOfOthers: readonly [string, LooksLikeCode][] = [
  ['PGP ', 'looks-like-pgp'],
  ['SSH2 ', 'looks-like-ssh-key'],
];

/** RFC 1421 encryption: what is inside is not ASN.1 until it is decrypted. */
const encryptedKey = ({ label, range }: PemBlock): InputItem => ({
  kind: 'private-key',
  label,
  range,
  container: null,
  algorithm: null,
  encrypted: true,
});

function reportPem({ code, params, range }: PemProblem, item: number, found: Collector): void {
  const severity = code === 'pem-label-mismatch' ? 'warning' : 'error';
  found.report(code, { severity, params, range, item });
}

/** Base64 or hexadecimal without armour. `stray`: an END line before which the body may stand. */
function readBare(text: string, stray: PemProblem | undefined, found: Collector): boolean {
  const start = text.search(/[^\s"'`,]/);
  const end = stray?.range.start ?? text.length;
  if (start < 0 || start >= end) return false;
  const head = text.slice(start, start + 40);
  if (/^30[\s:]?8[0-9a-f]/i.test(head) || /^30(?:[\s:,]?[0-9a-f]{2}){8}/i.test(head)) {
    return readBareHex(text.slice(start, end), { start, end }, found);
  }
  if (!/^M[A-Z][A-Za-z0-9+/]{20}/.test(head)) return false;
  return readBareBase64(text, { start, end: lastDigit(text, end) }, found);
}

/** Drops quotes and commas behind the body, as JSON and programs leave them. */
function lastDigit(text: string, end: number): number {
  let last = end;
  while (last > 0 && /[\s"'`,;]/.test(text.charAt(last - 1))) last--;
  return last;
}

function readBareBase64(text: string, range: CharRange, found: Collector): boolean {
  const beginning = decodeBase64Body(text, range.start, Math.min(range.end, range.start + 40));
  if (beginning.bytes.length < 16 || !startsLikeAsn1(beginning.bytes)) return false;
  const body = decodeBase64Body(text, range.start, range.end);
  const index = addDer(body.bytes, () => range, body, found);
  if (body.bad !== null) found.report('pem-bad-base64', { range: body.bad, item: index });
  if (body.incomplete) {
    found.report('pem-incomplete-base64', { params: { digits: body.digitCount }, range, item: index });
  }
  return true;
}

function readBareHex(text: string, range: CharRange, found: Collector): boolean {
  const decoded = decodeHex(text.replace(/[\s"'`,;]+$/, '').replaceAll(',', ' '), 'skip-space');
  if (!decoded.ok || !startsLikeAsn1(decoded.bytes)) return false;
  addDer(decoded.bytes, () => range, null, found);
  return true;
}

function readDer(bytes: Uint8Array, found: Collector): void {
  if (startsLikeAsn1(bytes)) addDer(bytes, (part) => part, null, found);
  else found.report(binaryLooksLike(bytes));
}

/**
 * One item for each top-level element; what follows them and is none is reported. `place` says where in the input a
 * part of `bytes` stands. The result is the first item's index.
 */
function addDer(
  bytes: Uint8Array,
  place: (part: ByteRange) => CharRange,
  body: Base64Body | null,
  found: Collector,
): number {
  const first = found.items.length;
  let start = 0;
  for (const end of elementEnds(scan(bytes))) {
    const whole = end === bytes.length && start === 0;
    const der = bytes.subarray(start, end);
    found.add(
      makeItem(der, {
        label: null,
        range: place({ start, end }),
        body: whole ? body : null,
        container: null,
      }),
    );
    start = end;
  }
  if (start < bytes.length) {
    const params = { offset: start, length: bytes.length - start };
    found.report('der-trailing-data', { severity: 'warning', params, item: first });
  }
  return first;
}

/** Where the top-level elements that look like ours end; the first one counts whatever it is. */
function elementEnds(document: Asn1Document): number[] {
  const ends: number[] = [];
  for (let node = 0; node < document.nodeCount; node = document.subtreeEnd(node)) {
    const start = document.start(node);
    if (ends.length > 0 && !startsLikeAsn1(document.bytes.subarray(start, start + 12))) break;
    ends.push(document.end(node));
  }
  return ends;
}

/** Certificates inside PKCS#7 and PKCS#12 become items of their own, behind all others. */
async function openContainers(found: Collector, password: string | undefined): Promise<void> {
  for (const [container, item] of [...found.items.entries()]) {
    if (item.kind !== 'pkcs7' && item.kind !== 'pkcs12') continue;
    const inside =
      item.kind === 'pkcs7'
        ? certificatesInPkcs7(item.document)
        : await openedPkcs12(item.der, container, password, found);
    for (const der of inside) {
      found.add(makeItem(der, { label: 'CERTIFICATE', range: item.range, body: null, container }));
    }
  }
}

/** Without a password only the empty one is tried, which many test files have. */
async function openedPkcs12(
  der: Uint8Array,
  item: number,
  password: string | undefined,
  found: Collector,
): Promise<Uint8Array[]> {
  const result = await openPkcs12(der, password ?? '');
  if (result.outcome === 'opened') {
    const { certificates, unreadable } = result;
    if (unreadable > 0) found.report('pkcs12-partly-read', { severity: 'warning', item });
    return certificates;
  }
  const wanting = result.outcome === 'wrong-password' && password === undefined;
  found.report(wanting ? 'pkcs12-needs-password' : `pkcs12-${result.outcome}`, { item });
  return [];
}

/** Same length, so that every range stays right; the page can show the text without showing a key. */
function withoutKeys(text: string, found: Collector): string {
  let shown = '';
  let from = 0;
  for (const item of found.items) {
    if (item.kind !== 'private-key') continue;
    const { start, end } = item.range;
    shown += text.slice(from, start) + text.slice(start, end).replace(/[^\r\n]/g, '*');
    from = end;
  }
  return from === 0 ? text : shown + text.slice(from);
}
