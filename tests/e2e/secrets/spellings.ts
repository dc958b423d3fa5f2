/** The same key as people come to paste it. */
type Spelling = { name: string; write: (pem: string) => string };

const bodyOf = (pem: string): string => pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '');

export const spellings: readonly Spelling[] = [
  { name: 'as it is', write: (pem) => pem },
  { name: 'without line breaks', write: (pem) => pem.replaceAll('\n', ' ') },
  { name: 'JSON', write: (pem) => JSON.stringify({ key: pem }) },
  { name: 'dashes of a word processor', write: (pem) => pem.replaceAll('-----', '—') },
  {
    name: 'lower case label',
    write: (pem) => pem.replace(/BEGIN|END|PRIVATE|KEY/g, (word) => word.toLowerCase()),
  },
  { name: 'percent-encoded', write: (pem) => encodeURIComponent(pem) },
  { name: 'no END', write: (pem) => pem.replace(/-----END[\s\S]*/, '') },
  { name: 'hexadecimal', write: (pem) => Buffer.from(bodyOf(pem), 'base64').toString('hex') },
  { name: 'base64 of the DER', write: bodyOf },
  { name: 'base64 of the PEM', write: (pem) => Buffer.from(pem).toString('base64') },
];
