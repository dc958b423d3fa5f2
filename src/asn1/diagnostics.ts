/**
 * What the scanner finds wrong, as codes at byte ranges. The sentences are in `content/en/asn1.ts`.
 */
import type { ByteRange } from '../bytes/range.ts';
import type { Params } from '../decision.ts';

/**
 * How bad a diagnostic is.
 * - `broken`: reading stopped or was clipped here; the nodes around it are a best guess.
 * - `invalid`: readable, but X.690 allows it in no encoding.
 * - `not-der`: allowed in BER, not in DER.
 */
export type DiagnosticKind = 'broken' | 'invalid' | 'not-der';

/** Every code and its kind (`diagnostics-capped` has the kind of what it leaves out). The section numbers are X.690's. */
export const diagnosticKinds = {
  'empty-input': 'broken', // no octet at all
  'truncated-header': 'broken', // identifier or length octets run past the end of what holds them
  'truncated-content': 'broken', // declares more content than the input has
  'overruns-parent': 'broken', // declares more content than its parent has left
  'length-too-large': 'broken', // declares 2^32 octets or more
  'reserved-length': 'broken', // 8.1.3.5 c: 0xff
  'indefinite-primitive': 'broken', // 8.1.3.2 a
  'missing-end-of-contents': 'broken', // 8.1.5
  'tag-number-too-large': 'broken', // beyond 2^31 - 1, where programs give up
  'trailing-bytes': 'broken', // bytes after the last element that read as none
  'end-of-contents-out-of-place': 'invalid', // 8.1.5: only closes an indefinite length
  'end-of-contents-malformed': 'invalid', // tag 0 that is not 00 00
  'non-minimal-tag': 'invalid', // 8.1.2.4.2 c
  'high-form-low-tag': 'invalid', // 8.1.2.2: 0 to 30 take one octet
  'must-be-primitive': 'invalid', // 8.2 to 8.5, 8.8, 8.19, 8.20
  'must-be-constructed': 'invalid', // 8.9.1, 8.11.1
  'boolean-length': 'invalid', // 8.2.1
  'integer-empty': 'invalid', // 8.3.1
  'integer-not-minimal': 'invalid', // 8.3.2
  'bit-string-unused-bits': 'invalid', // 8.6.2
  'null-length': 'invalid', // 8.8.2
  'object-identifier-malformed': 'invalid', // 8.19.2
  'non-minimal-length': 'not-der', // 10.1
  'indefinite-length': 'not-der', // 10.1
  'constructed-string': 'not-der', // 10.2
  'boolean-value': 'not-der', // 11.1
  'bit-string-padding': 'not-der', // 11.2.1
  'set-order': 'not-der', // 10.3, 11.6
  'time-form': 'not-der', // 11.7, 11.8
} as const satisfies Record<string, DiagnosticKind>;

export type FaultCode = keyof typeof diagnosticKinds;

/** `diagnostics-capped`: more of that kind was found than is listed. */
export type DiagnosticCode = FaultCode | 'diagnostics-capped';

/** `node` is the index of the node concerned, where there is one. `range` is in the document's bytes. */
export type Diagnostic = {
  code: DiagnosticCode;
  kind: DiagnosticKind;
  range: ByteRange;
  node?: number;
  params?: Params;
};

/** At most this many diagnostics of each kind are listed; one more then says how many were not. */
export const diagnosticsPerKind = 1000;

const kinds: readonly DiagnosticKind[] = ['broken', 'invalid', 'not-der'];

/** Collects diagnostics, bounded: hostile input has a fault in every other byte. */
export class DiagnosticLog {
  private readonly listed: Diagnostic[] = [];
  private readonly counts: Record<DiagnosticKind, number> = { broken: 0, invalid: 0, 'not-der': 0 };
  private readonly omitted: Record<DiagnosticKind, number> = { broken: 0, invalid: 0, 'not-der': 0 };

  add(code: FaultCode, start: number, end: number, node?: number, params?: Params): void {
    const kind = diagnosticKinds[code];
    if (this.counts[kind] === diagnosticsPerKind) {
      this.omit(kind, 1);
      return;
    }
    this.counts[kind]++;
    this.listed.push({
      code,
      kind,
      range: { start, end },
      ...(node === undefined ? {} : { node }),
      ...(params === undefined ? {} : { params }),
    });
  }

  /** Counts diagnostics that are not listed. */
  omit(kind: DiagnosticKind, count: number): void {
    this.omitted[kind] += count;
  }

  /** All that were listed, by where they start; notes on those left out, one a kind, come last. */
  finish(end: number): Diagnostic[] {
    const list = this.listed.sort((a, b) => a.range.start - b.range.start);
    for (const kind of kinds) {
      const omitted = this.omitted[kind];
      if (omitted > 0)
        list.push({ code: 'diagnostics-capped', kind, range: { start: 0, end }, params: { omitted } });
    }
    return list;
  }
}
