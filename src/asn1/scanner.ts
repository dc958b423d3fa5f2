/** The machine inside `scan`: one pass, the open containers on a stack of node indices. */
import type { ByteRange } from '../bytes/range.ts';
import type { Params } from '../decision.ts';
import { checkConstructed, checkPrimitive } from './derChecks.ts';
import { DiagnosticLog, type FaultCode } from './diagnostics.ts';
import { LengthReader } from './lengthReader.ts';
import { grown, NodeTable } from './nodeTable.ts';
import { isSetOutOfOrder } from './setOrder.ts';

/** A guess that fits certificates, no more than can be needed for a few octets; the table doubles from there. */
const firstCapacity = (length: number): number =>
  length < 128 ? (length >> 1) + 1 : Math.max(64, Math.min(length >> 3, 1 << 16));

const maxTagNumber = 2 ** 31 - 1;

/** Stands for every end beyond it: a small integer to the JavaScript engine, which doubles the speed of the walk. */
const farthest = 2 ** 30;

export class Scanner {
  readonly table: NodeTable;
  readonly log = new DiagnosticLog();
  private readonly bytes: Uint8Array;
  private readonly origin: number;
  private readonly lengths: LengthReader;
  /** Next octet to read, and where the content of the innermost open container ends. */
  private pos: number;
  private limit: number;
  /** The innermost open container, -1 at the top, and whether its length is indefinite. */
  private current = -1;
  private indefinite = false;
  private depth = 0;
  /** Where that container says it ends: beyond `limit` when it was clipped. At most `farthest`. */
  private declared = farthest;
  /** `limit`, `declared` and `indefinite` around each open container, outermost first. */
  private outerLimits = new Uint32Array(32);
  private outerDeclared = new Uint32Array(32);
  private outerIndefinite = new Uint8Array(32);

  constructor(bytes: Uint8Array, range: ByteRange) {
    this.bytes = bytes;
    this.origin = range.start;
    this.pos = range.start;
    this.limit = range.end;
    this.table = new NodeTable(firstCapacity(range.end - range.start), range);
    this.lengths = new LengthReader(bytes);
  }

  run(): void {
    if (this.pos === this.limit) this.log.add('empty-input', this.pos, this.limit);
    for (;;) {
      while (this.pos < this.limit) this.readNode();
      if (this.current < 0) return;
      if (this.indefinite) this.note('missing-end-of-contents', this.current);
      this.close();
    }
  }

  private readNode(): void {
    const start = this.pos;
    const { bytes, limit, lengths } = this;
    const identifier = bytes[start] ?? 0;
    const afterTag = (identifier & 0x1f) === 0x1f ? this.afterHighTag(start) : start + 1;
    if (afterTag >= limit) {
      this.stop(start);
      return;
    }
    let length = bytes[afterTag] ?? 0;
    let content = afterTag + 1;
    if (length >= 0x80) {
      length = lengths.read(afterTag, limit);
      content = lengths.content;
      if (content > limit) {
        this.stop(start);
        return;
      }
    }
    const end = length < 0 ? limit : Math.min(content + length, limit);
    if (this.isTrailing() && !this.fits(identifier, content, length)) {
      this.stop(start);
      return;
    }
    this.add(identifier, start, afterTag, content, length, end);
  }

  /** A node whose header was read: `length` as declared, or below 0 as `LengthReader.read` says; `end` as clipped. */
  private add(
    identifier: number,
    start: number,
    afterTag: number,
    content: number,
    length: number,
    end: number,
  ): void {
    const node = this.table.push(identifier, start, content, end, this.current, this.depth);
    if (length < 0 || content + length > end) this.noteLength(node, length, afterTag, end);
    else if (content > afterTag + 1 && this.lengths.isPadded(afterTag, content))
      this.log.add('non-minimal-length', afterTag, content, node);
    if ((identifier & 0x1f) === 0x1f) this.checkHighTag(node, afterTag);
    if (identifier === 0) {
      this.endOfContents(node, content, end);
    } else if ((identifier & 0x20) === 0) {
      this.pos = end;
      const whole = content + length === end; // of a clipped value nothing is said
      const code = whole ? checkPrimitive(this.bytes, identifier, content, end) : null;
      if (code !== null) this.note(code, node);
    } else if (length === LengthReader.reserved) {
      this.pos = end;
    } else {
      this.open(node, identifier, content, end, length);
    }
  }

  private open(node: number, identifier: number, content: number, end: number, length: number): void {
    if (identifier < 0x40 && identifier !== 0x30 && identifier !== 0x31) {
      const code = checkConstructed(identifier);
      if (code !== null) this.log.add(code, this.table.start[node] ?? 0, content, node);
    }
    if (this.depth === this.outerLimits.length) this.deepen();
    this.outerLimits[this.depth] = this.limit;
    this.outerDeclared[this.depth] = this.declared;
    this.outerIndefinite[this.depth++] = this.indefinite ? 1 : 0;
    this.current = node;
    this.indefinite = length === LengthReader.indefinite;
    this.limit = end;
    if (length >= 0) this.declared = Math.min(content + length, farthest);
    this.pos = content;
  }

  private close(): void {
    const { table, current } = this;
    table.next[current] = table.count;
    if (table.identifier[current] === 0x31 && isSetOutOfOrder(this.bytes, table, current))
      this.note('set-order', current);
    this.current = table.parent[current] ?? -1;
    this.limit = this.outerLimits[--this.depth] ?? 0;
    this.declared = this.outerDeclared[this.depth] ?? 0;
    this.indefinite = this.outerIndefinite[this.depth] === 1;
  }

  /** 00 00 closes an indefinite length (8.1.5); anywhere else tag 0 is a fault. */
  private endOfContents(node: number, content: number, end: number): void {
    this.pos = end;
    if (content - (this.table.start[node] ?? 0) !== 2 || end !== content) {
      this.note('end-of-contents-malformed', node);
    } else if (this.indefinite) {
      this.table.end[this.current] = end;
      this.close();
    } else {
      this.note('end-of-contents-out-of-place', node);
    }
  }

  /** Offset after the subsequent octets of a high tag number, or the limit when they run past it. */
  private afterHighTag(start: number): number {
    let p = start + 1;
    while (p < this.limit && (this.bytes[p] ?? 0) >= 0x80) p++;
    return p + 1;
  }

  private checkHighTag(node: number, afterTag: number): void {
    const first = (this.table.start[node] ?? 0) + 1;
    let number = 0;
    for (let p = first; p < afterTag; p++) number = number * 128 + ((this.bytes[p] ?? 0) & 0x7f);
    if (number > maxTagNumber) this.log.add('tag-number-too-large', first - 1, afterTag, node);
    else if (this.bytes[first] === 0x80) this.log.add('non-minimal-tag', first - 1, afterTag, node);
    else if (number < 0x1f) this.log.add('high-form-low-tag', first - 1, afterTag, node);
  }

  /** Why the end of a node is not `content + length`. */
  private noteLength(node: number, length: number, afterTag: number, end: number): void {
    const { log, table } = this;
    const content = table.content[node] ?? 0;
    const start = table.start[node] ?? 0;
    const constructed = ((table.identifier[node] ?? 0) & 0x20) !== 0;
    if (length === LengthReader.reserved) log.add('reserved-length', afterTag, content, node);
    else if (length === LengthReader.tooLarge) log.add('length-too-large', afterTag, content, node);
    else if (length < 0)
      log.add(constructed ? 'indefinite-length' : 'indefinite-primitive', afterTag, content, node);
    else
      log.add(this.overrun(content + length), start, end, node, {
        declared: length,
        available: end - content,
      });
  }

  /** Whether the parent would have had room, had it not been cut off itself. */
  private overrun(end: number): FaultCode {
    return end > this.declared && this.declared < farthest ? 'overruns-parent' : 'truncated-content';
  }

  private fits(identifier: number, content: number, length: number): boolean {
    if (length < 0) return length === LengthReader.indefinite && (identifier & 0x20) !== 0;
    return content + length <= this.limit;
  }

  /** The first element is read whatever it is; after it, only what fits is an element. */
  private isTrailing(): boolean {
    return this.current < 0 && this.pos > this.origin;
  }

  /** No element can be read at `start`: the rest of the container is given up. */
  private stop(start: number): void {
    this.log.add(
      this.isTrailing() ? 'trailing-bytes' : 'truncated-header',
      start,
      this.limit,
      this.current < 0 ? undefined : this.current,
    );
    this.pos = this.limit;
    // An indefinite container that ends so is reported once, not again for its missing end.
    this.indefinite = false;
  }

  private note(code: FaultCode, node: number, params?: Params): void {
    this.log.add(code, this.table.start[node] ?? 0, this.table.end[node] ?? 0, node, params);
  }

  private deepen(): void {
    const levels = this.outerLimits.length * 2;
    this.outerLimits = grown(this.outerLimits, new Uint32Array(levels));
    this.outerDeclared = grown(this.outerDeclared, new Uint32Array(levels));
    this.outerIndefinite = grown(this.outerIndefinite, new Uint8Array(levels));
  }
}
