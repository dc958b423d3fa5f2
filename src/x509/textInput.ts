/** A text -> what of it can be read: PEM blocks, and between them base64 without armour; else hexadecimal. */
import { readBareBase64, type EncodedText } from './bareInput.ts';
import { readHex } from './hexInput.ts';
import type { InputCollector } from './inputCollector.ts';
import { kindOfLabel } from './inputItem.ts';
import { leniently } from './lenientPem.ts';
import { textLooksLike, type LooksLikeCode } from './looksLike.ts';
import { readPem, type PemBlock, type PemProblem } from './pem.ts';
import { damagedBase64From, frameOf } from './private/body.ts';
import { encryptedKeyItem } from './privateKeyItem.ts';
import type { CharRange } from './textMap.ts';

/** Adds what stands in `text`, in order; nothing at all gives one problem that says what it looks like. */
export function readText(text: string, found: InputCollector): void {
  readLayer({ text, place: (range) => range }, 0, found);
  const isEmpty = found.items.length === 0 && found.problems.length === 0;
  if (isEmpty && !readHex(text, found)) found.report(textLooksLike(text));
}

/** One layer of encoding; `depth` 0 is what was pasted, 1 what was encoded in it. Whether there was anything in it. */
function readLayer(layer: EncodedText, depth: number, found: InputCollector): boolean {
  const before = found.items.length + found.problems.length;
  const { blocks: read, stray } = readPem(layer.text, leniently);
  const blocks = read.map((block, index) => hidingKey(layer.text, block, read[index + 1]?.range.start));
  let from = 0;
  for (const block of blocks) {
    readBetween(layer, { start: from, end: block.range.start }, depth, found);
    addBlock(block, layer, depth, found);
    from = block.range.end;
  }
  readBetween(layer, { start: from, end: layer.text.length }, depth, found);
  for (const { code, params, range } of stray) found.report(code, { params, range: layer.place(range) });
  return found.items.length + found.problems.length > before;
}

/**
 * Where the end of a private key is missing, it goes as far as base64 does, also where something happened to that; not
 * into the next block, at `limit`.
 */
function hidingKey(whole: string, block: PemBlock, limit = whole.length): PemBlock {
  const isOpen = block.problems.some(({ code }) => code === 'pem-no-end');
  if (!isOpen || kindOfLabel(block.label) !== 'private-key') return block;
  const { start, end } = block.range;
  const text = whole.slice(0, limit);
  return { ...block, range: { start, end: damagedBase64From(text, end, frameOf(text, { start, end })) } };
}

function readBetween(layer: EncodedText, range: CharRange, depth: number, found: InputCollector): void {
  if (depth > 0) return; // text that was encoded holds PEM; what else stands there is the remarks of a tool
  readBareBase64(layer.text, range, found, (inner) => {
    const place = (part: CharRange): CharRange => layer.place(inner.place(part));
    return readLayer({ text: inner.text, place }, depth + 1, found);
  });
}

function addBlock(block: PemBlock, { place }: EncodedText, depth: number, found: InputCollector): void {
  const range = place(block.range);
  const notOurs = labelsOfOthers.find(([start]) => block.label.startsWith(start));
  if (notOurs !== undefined && kindOfLabel(block.label) !== 'private-key') {
    found.report(notOurs[1], { range });
    return;
  }
  const index = addItem(block, range, depth === 0 ? block.body : null, found);
  for (const problem of block.problems) reportPem(problem, place, index, found);
  const promised = kindOfLabel(block.label);
  const kind = found.items[index]?.kind;
  if (promised !== null && kind !== undefined && kind !== promised && block.problems.length === 0) {
    const params = { label: block.label, kind };
    found.report('label-contradicts-content', { severity: 'warning', params, range, item: index });
  }
}

function addItem(
  { label, encrypted, body: { bytes } }: PemBlock,
  range: CharRange,
  body: PemBlock['body'] | null,
  found: InputCollector,
): number {
  const isSealed = encrypted && kindOfLabel(label) === 'private-key';
  if (isSealed) return found.add(encryptedKeyItem({ label, range, container: null }));
  return found.addDer(bytes, { label, range, body, container: null });
}

const labelsOfOthers: readonly [string, LooksLikeCode][] = [
  ['PGP ', 'looks-like-pgp'],
  ['SSH2 ', 'looks-like-ssh-key'],
];

const forgiven: readonly PemProblem['code'][] = ['pem-label-mismatch', 'pem-odd-line', 'pem-odd-characters'];

function reportPem(
  { code, params, range }: PemProblem,
  place: EncodedText['place'],
  item: number,
  found: InputCollector,
): void {
  const severity = forgiven.includes(code) ? 'warning' : 'error';
  found.report(code, { severity, params, range: place(range), item });
}
