/** Inspect: what can be done with what is shown: copy, link, draw, compare, break. */
import type { ExportForm } from '../../x509/nodeExport.ts';
import { counted } from './counted.ts';

const bytes = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`);

export const inspectTools = {
  form: 'Form',
  forms: {
    hex: 'Hex',
    base64: 'Base64',
    pem: 'PEM',
    c: 'C array',
    json: 'JSON',
    openssl: 'openssl command',
  } satisfies Record<ExportForm, string>,
  copy: 'Copy',
  save: 'Save',
  copied: 'Copied.',
  copyByHand: 'The browser does not let the page copy. Copy it from here:',
  link: 'Link',
  linkHint: 'Puts a link to this node into the address bar and copies it. The link carries the certificate.',
  linkCopied: 'Link copied. It carries the certificate.',
  noLink: 'Too large for a link, or of a kind that may hold a private key.',
  picture: 'Picture',
  pictureHint: 'Saves the rows in sight as SVG',
  pictureMore: (rows: number) => `and ${counted(rows)} more rows`,
  pictureTitle: (name: string) => `ASN.1 structure of ${name}`,

  compare: 'Compare with…',
  compareTitle: 'Compared, path by path',
  compareOther: 'The other one',
  compareItem: (index: number, name: string) => `${index}: ${name}`,
  comparePaste: 'Or paste another (PEM, hex or base64)',
  compareLong: (characters: number) => `${characters} characters were pasted`,
  comparing: 'Comparing…',
  compareFaults: {
    nothing: 'Nothing in this could be read.',
  },
  close: 'Close',
  onlyDifferences: 'Only differences',
  comparisonCount: (changed: number, onlyA: number, onlyB: number) =>
    changed + onlyA + onlyB === 0
      ? 'They are the same, byte for byte.'
      : `${changed} changed, ${onlyA} only in the first, ${onlyB} only in the second`,
  statuses: {
    same: 'same',
    around: 'differs inside',
    changed: 'changed',
    'only-a': 'only in the first',
    'only-b': 'only in the second',
  },
  compareColumns: { path: 'Path', status: 'Result', a: 'First', b: 'Second' },
  sameNodes: (count: number) => (count === 1 ? 'same' : `same, ${count} nodes`),

  breakIt: 'Break it',
  breakHint: 'Edit a copy of the bytes and see what changes. The original is kept.',
  broken: {
    title: 'Break it: a copy is edited, the original is kept',
    keys: 'In the bytes: type two hexadecimal digits to change the byte at the cursor, Delete to delete it, Ctrl+Z and Ctrl+Y to undo and redo.',
    value: 'Byte at the cursor',
    change: 'Change byte',
    deleteByte: 'Delete byte',
    deleteNode: 'Delete node',
    undo: 'Undo edit',
    redo: 'Redo edit',
    stop: 'Back to the original',
    edits: (count: number) => (count === 1 ? '1 edit' : `${count} edits`),
    lengthChange: (difference: number) =>
      difference === 0 ? '' : `${bytes(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'}`,
    changes: 'What changed',
    columns: { what: 'What', before: 'Before', after: 'After' },
    unchanged: 'Nothing has changed yet.',
    more: (count: number) => (count === 1 ? '1 more change' : `${count} more changes`),
    reading: 'Reading the edited copy…',
    takenBack: 'The last edits were taken back.',
    certificate: 'Certificate',
    readable: 'readable',
    signature: 'Signature',
    signatures: {
      right: 'right',
      wrong: 'wrong: the signed bytes, the signature or the key differ',
      'no-issuer': 'not checked: the issuer is not in the input',
      'no-web-crypto': 'not checked: the page was not opened over https or from localhost',
      'unsupported-algorithm': 'not checked: the browser does not know the algorithm',
      'unsupported-key': 'not checked: the browser does not take the key',
      unreadable: 'not checked: there is no readable certificate',
    },
    name: (host: string) => `Name check of ${host}`,
    nothing: '–',
  },
};
