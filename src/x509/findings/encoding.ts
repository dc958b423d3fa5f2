/** What the scanner found, as findings: X.690's clauses are their source. */
import type { Diagnostic, DiagnosticCode, DiagnosticKind } from '../../asn1/diagnostics.ts';
import type { Finding, Structure } from './findings.ts';
import type { FindingSeverity } from './findingKinds.ts';

/** What only BER allows is read by nearly all: a warning. */
const severities: Record<DiagnosticKind, FindingSeverity> = {
  broken: 'error',
  invalid: 'error',
  'not-der': 'warning',
};

/** The clause of X.690 that is broken. */
const clauses: Record<DiagnosticCode, string> = {
  'empty-input': '8.1.1',
  'truncated-header': '8.1.1',
  'truncated-content': '8.1.3',
  'overruns-parent': '8.1.3',
  'length-too-large': '8.1.3',
  'reserved-length': '8.1.3.5',
  'indefinite-primitive': '8.1.3.2',
  'missing-end-of-contents': '8.1.5',
  'tag-number-too-large': '8.1.2.4',
  'trailing-bytes': '8.1.1',
  'end-of-contents-out-of-place': '8.1.5',
  'end-of-contents-malformed': '8.1.5',
  'non-minimal-tag': '8.1.2.4.2',
  'high-form-low-tag': '8.1.2.2',
  'must-be-primitive': '8.1.2.5',
  'must-be-constructed': '8.9.1',
  'boolean-length': '8.2.1',
  'integer-empty': '8.3.1',
  'integer-not-minimal': '8.3.2',
  'bit-string-unused-bits': '8.6.2',
  'null-length': '8.8.2',
  'object-identifier-malformed': '8.19.2',
  'non-minimal-length': '10.1',
  'indefinite-length': '10.1',
  'constructed-string': '10.2',
  'boolean-value': '11.1',
  'bit-string-padding': '11.2.1',
  'set-order': '10.3, 11.6',
  'time-form': '11.7, 11.8',
  'diagnostics-capped': '8',
};

export const encodingFindings = ({ document, names }: Structure): Finding[] =>
  document.diagnostics.map(({ code, kind, range, node, params = {} }: Diagnostic) => ({
    code,
    severity: severities[kind],
    params,
    path: node === undefined ? '' : names.path(node),
    range: node === undefined ? range : { start: document.start(node), end: document.end(node) },
    source: `X.690 ${clauses[code]}`,
  }));
