import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import type { Certificate } from '../../../src/x509/types.ts';

const top = join(import.meta.dirname, '../../..');

/** A file of the project as octets. */
export const readBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(join(top, path)));
export const readText = (path: string): string => readFileSync(join(top, path), 'utf8');
export const readJson = (path: string): unknown => JSON.parse(readText(path));

export const pemFilesIn = (folder: string): string[] =>
  existsSync(join(top, folder))
    ? readdirSync(join(top, folder))
        .filter((name) => name.endsWith('.pem'))
        .map((name) => join(folder, name))
    : [];

/** The DER of the first certificate in a file, by Node's base64: independent of our reader. */
export function derIn(text: string): Uint8Array {
  const block = /-----BEGIN (?:\w+ )?CERTIFICATE-----([^-]*)-----END/.exec(text);
  return new Uint8Array(Buffer.from(block?.[1] ?? '', 'base64'));
}

export const certificateIn = (path: string): Certificate => parseCertificate(derIn(readText(path)));
