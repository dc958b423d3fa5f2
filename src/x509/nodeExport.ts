/** One node of a document in forms that other programs read. */
import type { ExpandedDocument } from '../asn1/expand.ts';
import type { NodeNames } from '../asn1/nameNodes.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeHex } from '../bytes/hex.ts';
import { own } from '../text/own.ts';
import { nodeJson } from './nodeJson.ts';
import { opensslCommand, type CommandFile } from './opensslCommand.ts';
import { printPem } from './printPem.ts';

export const exportForms = ['hex', 'base64', 'pem', 'c', 'json', 'openssl'] as const;
export type ExportForm = (typeof exportForms)[number];

/** What the node is in. `file`: what the command reads. */
export type ExportSource = { document: ExpandedDocument; names: NodeNames; file: CommandFile };

/** A suffix for a file of that form. */
export const exportSuffixes: Record<ExportForm, string> = {
  hex: 'hex',
  base64: 'b64',
  pem: 'pem',
  c: 'c',
  json: 'json',
  openssl: 'sh',
};

/** The node, header and content; null: it has no such form. Ends in a line feed. */
export function exportNode(
  { document, names, file }: ExportSource,
  node: number,
  form: ExportForm,
): string | null {
  const bytes = document.bytes.subarray(document.start(node), document.end(node));
  switch (form) {
    case 'hex':
      return `${encodeHex(bytes)}\n`;
    case 'base64':
      return `${encodeBase64(bytes)}\n`;
    case 'pem': {
      const label = pemLabel(names, node);
      return label === null ? null : printPem(label, bytes);
    }
    case 'c':
      return cArray(names.field(node), bytes);
    case 'json':
      return `${nodeJson(document, names, node)}\n`;
    case 'openssl':
      return `${opensslCommand(document, node, file)}\n`;
  }
}

/** The label under which programs read the node as PEM; null: none does. */
export const pemLabel = (names: NodeNames, node: number): string | null =>
  own(pemLabels, names.type(node)) ?? null;

/** RFC 7468, by the type's name in its RFC. Private keys are not among them. */
const pemLabels: Readonly<Record<string, string>> = {
  Certificate: 'CERTIFICATE',
  CertificationRequest: 'CERTIFICATE REQUEST',
  CertificateList: 'X509 CRL',
  SubjectPublicKeyInfo: 'PUBLIC KEY',
  RSAPublicKey: 'RSA PUBLIC KEY',
  ContentInfo: 'PKCS7',
};

const octetsPerLine = 12;

/** A constant and its length, named by the field. */
function cArray(field: string, bytes: Uint8Array): string {
  const name = field.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '') || 'node';
  const identifier = /^\d/.test(name) ? `node_${name}` : name;
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += octetsPerLine) {
    lines.push(`  0x${encodeHex(bytes.subarray(start, start + octetsPerLine), ', 0x')},`);
  }
  return [
    `static const unsigned char ${identifier}[${bytes.length}] = {`,
    ...lines,
    '};',
    `static const unsigned long ${identifier}_length = ${bytes.length};`,
    '',
  ].join('\n');
}
