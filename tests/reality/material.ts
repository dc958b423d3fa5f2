/** What every server and client of a run needs on disk: a folder of its own, certificates, keys, client certificates. */
import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ClientCertificate } from '../../src/hosting/model.ts';
import { allPresetCertificates } from './presetServer.ts';
import { run } from './childProcess.ts';

/**
 * `root` stands for `/` in every printed configuration. `certificates`: path below `root` -> PEM without key.
 * `fingerprints`: SHA-256 of a leaf -> the name it is called by here.
 */
export type Material = {
  root: string;
  certificates: ReadonlyMap<string, string>;
  fingerprints: ReadonlyMap<string, string>;
  clientCertificates: Partial<Record<ClientCertificate, { cert: string; key: string }>>;
};

const samples = join(import.meta.dirname, '../../samples');
const pemFiles = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.pem'));

export const clientAuthority = '/etc/lab/client-ca.pem';
/** Where a printed configuration looks for the authority when the server names none. */
const assumedAuthorities = ['nginx', 'apache2', 'haproxy'].map((name) => `/etc/${name}/client-ca.pem`);

/** undefined: openssl, which makes the client certificates, is not installed. */
export async function makeMaterial(): Promise<Material | undefined> {
  const { code } = await run({ file: 'openssl', args: ['version'] });
  if (code !== 0) return undefined;
  const root = mkdtempSync(join(tmpdir(), 'whichcert-reality-'));
  chmodSync(root, 0o755);
  const labCa = readFileSync(join(samples, 'lab-ca.pem'), 'utf8');
  const keys = pemFiles(join(samples, 'keys')).map((name) =>
    readFileSync(join(samples, 'keys', name), 'utf8'),
  );
  const certificates = new Map<string, string>();
  const fingerprints = new Map<string, string>();
  const all = [
    ...Object.entries(allPresetCertificates),
    ...pemFiles(samples).map((name) => [labPath(name), readFileSync(join(samples, name), 'utf8')] as const),
  ];
  for (const [path, pem] of all) {
    const key = keyFor(pem, keys);
    if (key === null) throw new Error(`no key for ${path}`);
    certificates.set(root + path, pem);
    fingerprints.set(new X509Certificate(pem).fingerprint256, nameOf(path, fingerprints, pem));
    write(root + path, `${pem}\n${key}`);
    write(root + path.replace(/\.pem$/u, '.key'), key);
  }
  for (const path of [clientAuthority, ...assumedAuthorities]) {
    write(root + path, labCa);
    certificates.set(root + path, labCa);
  }
  const clientCertificates = await makeClientCertificates(join(root, 'clients'));
  return { root, certificates, fingerprints, clientCertificates };
}

export function removeMaterial({ root }: Material): void {
  rmSync(root, { recursive: true, force: true });
}

/** `name`: of a file in `samples/`. */
export const labPath = (name: string): string => `/etc/lab/${name}`;

/** A preset's certificate may be one of the samples too: the same leaf keeps its first name. */
const nameOf = (path: string, known: ReadonlyMap<string, string>, pem: string): string =>
  known.get(new X509Certificate(pem).fingerprint256) ?? path;

/** What the certificate in this PEM text is called. */
export const certificateName = ({ fingerprints }: Material, pem: string): string =>
  fingerprints.get(new X509Certificate(pem).fingerprint256) ?? 'unknown certificate';

function keyFor(pem: string, keys: readonly string[]): string | null {
  const wanted = publicPart(new X509Certificate(pem).publicKey);
  return keys.find((key) => publicPart(createPublicKey(createPrivateKey(key))) === wanted) ?? null;
}

const publicPart = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Issued anew for each run: `expired` must be expired, the others must not. */
async function makeClientCertificates(folder: string): Promise<Material['clientCertificates']> {
  mkdirSync(folder);
  const ca = { cert: join(samples, 'lab-ca.pem'), key: join(samples, 'keys/lab-ca.pem') };
  const other = await selfSigned(folder, 'other-ca', 'CA:TRUE');
  const usage = 'extendedKeyUsage=clientAuth';
  return {
    good: await issue(folder, 'good', ca, usage, 30),
    expired: await issue(folder, 'expired', ca, usage, -1),
    'wrong-eku': await issue(folder, 'wrong-eku', ca, 'extendedKeyUsage=serverAuth', 30),
    'wrong-ca': await issue(folder, 'wrong-ca', other, usage, 30),
    'self-signed': read(await selfSigned(folder, 'self-signed', 'CA:FALSE')),
  };
}

type Files = { cert: string; key: string };

const read = ({ cert, key }: Files): Files => ({
  cert: readFileSync(cert, 'utf8'),
  key: readFileSync(key, 'utf8'),
});

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

async function selfSigned(folder: string, name: string, constraint: string): Promise<Files> {
  const files = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  const what = ['-x509', '-subj', `/CN=${name}`, '-days', '30', '-addext', `basicConstraints=${constraint}`];
  await openssl(['req', ...newKey, ...what, '-keyout', files.key, '-out', files.cert]);
  return files;
}

async function issue(folder: string, name: string, ca: Files, usage: string, days: number): Promise<Files> {
  const [cert, key, request, extensions] = ['pem', 'key', 'csr', 'ext'].map((end) =>
    join(folder, `${name}.${end}`),
  );
  if (cert === undefined || key === undefined || request === undefined || extensions === undefined)
    throw new Error('four files');
  write(extensions, `${usage}\n`);
  await openssl(['req', '-new', ...newKey, '-subj', `/CN=${name}`, '-keyout', key, '-out', request]);
  const issuer = ['-CA', ca.cert, '-CAkey', ca.key, '-CAserial', join(folder, 'serial'), '-CAcreateserial'];
  const what = ['-days', String(days), '-extfile', extensions, '-out', cert];
  await openssl(['x509', '-req', '-in', request, ...issuer, ...what]);
  return read({ cert, key });
}

async function openssl(args: string[]): Promise<void> {
  const { code, output } = await run({ file: 'openssl', args });
  if (code !== 0) throw new Error(`openssl ${args.join(' ')}: ${output}`);
}
