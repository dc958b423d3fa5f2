/** The universal types of X.680 table 1, by tag number. */

export const universalNames: Readonly<Record<number, string>> = {
  0: 'end-of-contents',
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  7: 'ObjectDescriptor',
  8: 'EXTERNAL',
  9: 'REAL',
  10: 'ENUMERATED',
  11: 'EMBEDDED PDV',
  12: 'UTF8String',
  13: 'RELATIVE-OID',
  14: 'TIME',
  16: 'SEQUENCE',
  17: 'SET',
  18: 'NumericString',
  19: 'PrintableString',
  20: 'TeletexString',
  21: 'VideotexString',
  22: 'IA5String',
  23: 'UTCTime',
  24: 'GeneralizedTime',
  25: 'GraphicString',
  26: 'VisibleString',
  27: 'GeneralString',
  28: 'UniversalString',
  29: 'CHARACTER STRING',
  30: 'BMPString',
  31: 'DATE',
  32: 'TIME-OF-DAY',
  33: 'DATE-TIME',
  34: 'DURATION',
  35: 'OID-IRI',
  36: 'RELATIVE-OID-IRI',
};

const classes = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '];

/** `SEQUENCE`, `[0]`, `[APPLICATION 1]`, `[UNIVERSAL 40]`, `TLS`. */
export function tagName(tagClass: number, tagNumber: number): string {
  if (tagClass === 4) return 'TLS'; // a field of a TLS structure has no tag
  const universal = tagClass === 0 ? universalNames[tagNumber] : undefined;
  return universal ?? `[${classes[tagClass] ?? ''}${tagNumber}]`;
}
