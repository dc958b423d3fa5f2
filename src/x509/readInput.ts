/** Whatever was pasted or opened -> items in order, and what was wrong with it. */
import { readBare } from './bareInput.ts';
import { openContainers } from './containers.ts';
import { addDer } from './derItems.ts';
import { startsLikeAsn1 } from './derKind.ts';
import { InputCollector } from './inputCollector.ts';
import { kindOfLabel, makeItem } from './inputItem.ts';
import type { InputItem, InputReport } from './inputReport.ts';
import { decodeText } from './inputText.ts';
import { binaryLooksLike, textLooksLike, type LooksLikeCode } from './looksLike.ts';
import { readPem, type PemBlock, type PemProblem } from './pem.ts';

export type {
  CertificateItem,
  InputItem,
  InputProblem,
  InputProblemCode,
  InputReport,
  OtherItem,
  PrivateKeyItem,
} from './inputReport.ts';
export type { CharRange } from './textMap.ts';

/**
 * Reads certificates and their relatives out of PEM (as sloppy as it comes), DER, bare base64 or hexadecimal, as a
 * string or as the octets of a file in UTF-8 or UTF-16. Never throws: what cannot be read is a problem with its place.
 * No byte of a private key is kept. `password` opens a PKCS#12.
 */
export async function readInput(
  input: string | Uint8Array,
  options: { password?: string } = {},
): Promise<InputReport> {
  const found = new InputCollector();
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

function readText(text: string, found: InputCollector): void {
  const { blocks, stray } = readPem(text);
  for (const block of blocks) addBlock(block, found);
  for (const { code, params, range } of stray) found.report(code, { params, range });
  if (blocks.length === 0 && !readBare(text, stray[0], found) && stray.length === 0) {
    found.report(textLooksLike(text));
  }
}

function addBlock(block: PemBlock, found: InputCollector): void {
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

function reportPem({ code, params, range }: PemProblem, item: number, found: InputCollector): void {
  const severity = code === 'pem-label-mismatch' ? 'warning' : 'error';
  found.report(code, { severity, params, range, item });
}

function readDer(bytes: Uint8Array, found: InputCollector): void {
  if (startsLikeAsn1(bytes)) addDer(bytes, (part) => part, null, found);
  else found.report(binaryLooksLike(bytes));
}

/** Same length, so that every range stays right; the page can show the text without showing a key. */
function withoutKeys(text: string, found: InputCollector): string {
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
