/** Certificates to read in tests: PEM files with lines of comment, decoded by Node rather than by the code under test. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export type Input = { name: string; der: Uint8Array };

const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

/** Every block of a PEM file, private keys apart. */
export function readPem(file: string): Input[] {
  return [...readFileSync(file, 'utf8').matchAll(block)]
    .filter((match) => !(match[1] ?? '').includes('PRIVATE'))
    .map((match, k) => ({
      name: `${file}#${k}`,
      der: new Uint8Array(Buffer.from(match[2] ?? '', 'base64')),
    }));
}

const folder = (path: string): Input[] =>
  existsSync(path)
    ? readdirSync(path)
        .filter((file) => /\.(pem|crt)$/.test(file))
        .sort()
        .flatMap((file) => readPem(`${path}/${file}`))
    : [];

export const truthCertificates = (): Input[] => folder('tests/truth/names-certs');
export const serverCertificates = (): Input[] => folder('tests/truth/servers/certs');
export const samples = (): Input[] => folder('samples');
/** Third-party certificates, most of them faulty, that may lie beside the project. */
export const corpus = (): Input[] => folder('../shared/corpus/zlint');

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
