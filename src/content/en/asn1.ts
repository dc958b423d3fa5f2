/** What the scanner says about the encoding, by diagnostic code. */
import type { DiagnosticCode, DiagnosticKind } from '../../asn1/diagnostics.ts';
import type { Params } from '../../decision.ts';

const octets = (count: string | number | undefined): string =>
  count === 1 ? '1 octet' : `${String(count ?? 0)} octets`;

export const asn1 = {
  kinds: {
    broken: 'Broken',
    invalid: 'Not valid ASN.1',
    'not-der': 'Valid BER, but not DER',
  } satisfies Record<DiagnosticKind, string>,
  diagnostics: {
    'empty-input': () => 'There is nothing here to read.',
    'truncated-header': () => 'The bytes end inside an identifier or a length. No element can be read here.',
    'truncated-content': ({ declared, available }) =>
      `The element declares ${octets(declared)} of content, but only ${octets(available)} are left. What is there is shown.`,
    'overruns-parent': ({ declared, available }) =>
      `The element declares ${octets(declared)} of content, but the element around it ends after ${octets(available)}. It is cut off there.`,
    'length-too-large': () =>
      'The element declares more than 4 GiB of content. It is cut off where the data around it ends.',
    'reserved-length': () =>
      'The length octet ff is reserved. The rest of the element around it is shown as content.',
    'indefinite-primitive': () =>
      'A primitive element cannot have an indefinite length. The rest of the element around it is shown as content.',
    'missing-end-of-contents': () =>
      'The element has an indefinite length, but the end-of-contents octets 00 00 are missing.',
    'tag-number-too-large': () => 'The tag number is above 2147483647; programs refuse such tags.',
    'trailing-bytes': () => 'Bytes follow after the last element, and they are not another one.',
    'diagnostics-capped': ({ omitted }) => `${String(omitted ?? 0)} more problems are not listed.`,
    'end-of-contents-out-of-place': () =>
      'End-of-contents octets 00 00 stand where nothing of indefinite length is open.',
    'end-of-contents-malformed': () => 'Tag 0 is reserved for the end-of-contents octets 00 00.',
    'non-minimal-tag': () => 'The tag number is padded with leading zero bits.',
    'high-form-low-tag': () => 'A tag number below 31 has to be written in one octet.',
    'must-be-primitive': () => 'A value of this type cannot be constructed.',
    'must-be-constructed': () => 'A value of this type has to be constructed.',
    'boolean-length': () => 'A BOOLEAN has exactly one octet of content.',
    'integer-empty': () => 'An INTEGER has at least one octet of content.',
    'integer-not-minimal': () => 'The INTEGER is padded: its first nine bits are all equal.',
    'bit-string-unused-bits': () => 'The number of unused bits of this BIT STRING is not possible.',
    'null-length': () => 'A NULL has no content.',
    'object-identifier-malformed': () =>
      'The OBJECT IDENTIFIER is empty, ends inside an arc, or pads an arc with 80.',
    'non-minimal-length': () => 'DER asks for the shortest form of the length.',
    'indefinite-length': () => 'DER does not allow an indefinite length.',
    'constructed-string': () => 'DER does not allow a string in pieces.',
    'boolean-value': () => 'In DER a BOOLEAN is 00 or ff.',
    'bit-string-padding': () => 'In DER the unused bits of a BIT STRING are zero.',
    'set-order': () => 'In DER the elements of a SET stand in ascending order.',
    'time-form': () => 'In DER a time has seconds and ends in Z.',
  } satisfies Record<DiagnosticCode, (params: Params) => string>,
};
