/** Search in a document: in names, values, object identifiers and bytes. In steps, because a document may be large. */
import { decodeHex } from '../bytes/hex.ts';
import { visibleText } from '../text/visible.ts';
import type { Asn1Document } from './document.ts';
import type { NodeNames } from './nameNodes.ts';
import { describeValue, type NodeValue } from './value.ts';

/** Bytes looked through in the time that one node takes. */
const bytesPerNode = 256;
/** Fewer characters or bytes are found everywhere. */
const fewestCharacters = 4;
const fewestBytes = 2;

/**
 * Where `query` occurs, in any case:
 * - in the field's or type's name, or at the end of the path (`extensions[3]`, `subjectAltName[0].dNSName`);
 * - in the value as text: characters, numbers, dotted identifiers and their names, addresses, ISO 8601 times;
 * - as bytes: hexadecimal from two bytes on (`2a 86 48`, `2a:86:48`, `0x2a8648`), or text from four characters on, in
 *   its own case; found in the innermost node that holds them all.
 * Nothing is found for an empty query.
 */
export function findNodes(document: Asn1Document, names: NodeNames, query: string): NodeSearch {
  return new NodeSearch(document, names, query);
}

export class NodeSearch {
  /** Nodes that match, among those looked at so far. */
  count = 0;
  private readonly document: Asn1Document;
  private readonly names: NodeNames;
  private readonly wanted: string;
  private readonly isPath: boolean;
  private readonly patterns: readonly Uint8Array[];
  /** One flag a node. */
  private readonly matches: Uint8Array;
  /** Whether a name that was seen before holds what is wanted. */
  private readonly labels = new Map<string, boolean>();
  private node = 0;
  private pattern = 0;
  private offset = 0;
  /** The last node that starts at or before the occurrence last found. */
  private near = 0;

  constructor(document: Asn1Document, names: NodeNames, query: string) {
    this.document = document;
    this.names = names;
    this.wanted = query.trim().toLowerCase();
    this.isPath = looksLikePath(query.trim());
    this.patterns = this.wanted === '' ? [] : bytePatterns(query.trim());
    this.matches = new Uint8Array(document.nodeCount);
    if (this.wanted === '') this.node = document.nodeCount;
  }

  get isDone(): boolean {
    return this.node >= this.document.nodeCount && this.pattern >= this.patterns.length;
  }

  /** Goes on with the search, for about as long as `work` nodes take. */
  step(work: number): void {
    for (let left = work; left > 0 && !this.isDone; left--) {
      if (this.node < this.document.nodeCount) this.lookAt(this.node++);
      else this.lookForBytes();
    }
  }

  isMatch(node: number): boolean {
    return this.matches[node] === 1;
  }

  /** The first match after `node`, around the end; -1 when there is none. */
  after(node: number): number {
    const next = this.matches.indexOf(1, Math.max(0, node + 1));
    return next < 0 ? this.matches.indexOf(1) : next;
  }

  /** The last match before `node`, around the beginning; -1 when there is none. */
  before(node: number): number {
    const previous = node <= 0 ? -1 : this.matches.lastIndexOf(1, node - 1);
    return previous < 0 ? this.matches.lastIndexOf(1) : previous;
  }

  /** How many matches there are up to `node`, itself included. */
  rank(node: number): number {
    let rank = 0;
    for (let i = 0; i <= node; i++) rank += this.matches[i] ?? 0;
    return rank;
  }

  private lookAt(i: number): void {
    const { document, names, wanted } = this;
    const found =
      this.holds(names.field(i)) ||
      this.holds(names.type(i)) ||
      valueTexts(describeValue(document, i, names)).some((text) => text.toLowerCase().includes(wanted)) ||
      (this.isPath && names.path(i).toLowerCase().endsWith(wanted));
    if (found) this.mark(i);
  }

  /** Names repeat: each is looked through once. */
  private holds(name: string): boolean {
    let found = this.labels.get(name);
    if (found === undefined) {
      found = name.toLowerCase().includes(this.wanted);
      if (!name.startsWith('[')) this.labels.set(name, found);
    }
    return found;
  }

  private lookForBytes(): void {
    const pattern = this.patterns[this.pattern];
    if (pattern === undefined) return;
    const { bytes } = this.document;
    const last = Math.min(this.offset + bytesPerNode, bytes.length - pattern.length + 1);
    for (let at = this.offset; at < last; at++) {
      if (bytes[at] === pattern[0] && pattern.every((octet, k) => bytes[at + k] === octet)) {
        this.markAround(at, at + pattern.length);
      }
    }
    this.offset += bytesPerNode;
    if (this.offset + pattern.length <= bytes.length) return;
    this.pattern++;
    this.offset = 0;
    this.near = 0;
  }

  /** The innermost node around `[start, end)`. Occurrences come in ascending order. */
  private markAround(start: number, end: number): void {
    const { document } = this;
    while (this.near + 1 < document.nodeCount && document.start(this.near + 1) <= start) this.near++;
    let node = document.nodeCount > 0 ? this.near : -1;
    while (node >= 0 && (document.start(node) > start || document.end(node) < end))
      node = document.parent(node);
    if (node >= 0) this.mark(node);
  }

  private mark(i: number): void {
    if (this.matches[i] === 0) this.count++;
    this.matches[i] = 1;
  }
}

function bytePatterns(query: string): Uint8Array[] {
  const patterns: Uint8Array[] = [];
  const hex = decodeHex(query.replace(/^0x/i, ''), 'skip-space');
  if (hex.ok && hex.bytes.length >= fewestBytes) patterns.push(hex.bytes);
  if (query.length >= fewestCharacters) patterns.push(new TextEncoder().encode(query));
  return patterns;
}

/** A value as the texts people may look for. Octets are looked for as bytes. */
function valueTexts(value: NodeValue): string[] {
  switch (value.kind) {
    case 'boolean':
      return [value.value ? 'true' : 'false'];
    case 'integer':
    case 'enumerated':
      return value.decimal === null ? [] : [value.decimal];
    case 'object-identifier':
      return [value.dotted ?? '', value.name ?? ''];
    case 'time':
      return [value.text, ...(value.date ? [value.date.toISOString(), isoWithBlank(value.date)] : [])];
    case 'string':
      return [value.text, visibleText(value.text)];
    case 'ip-address':
      return [value.text];
    default:
      return [];
  }
}

/** As the page shows it. */
const isoWithBlank = (date: Date): string => date.toISOString().replace('T', ' ');

/** A name with a part or an index after it. */
function looksLikePath(query: string): boolean {
  const name = query.search(/[a-z#]/i);
  const sign = Math.max(query.lastIndexOf('.'), query.lastIndexOf('['));
  return (name >= 0 && sign > name) || query.endsWith(']');
}
