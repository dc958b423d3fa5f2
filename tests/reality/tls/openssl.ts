/** OpenSSL's command line as the peer of our ends. Files are those of `samples/`. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { write } from '../material.ts';
import { run, start, type Ran, type Running } from '../childProcess.ts';

const samples = join(import.meta.dirname, '../../../samples');

/** Path of a certificate in `samples/`, and of its key. */
export const certificateFile = (name: string): string => join(samples, name);
export const keyFile = (name: string): string => join(samples, 'keys', name);
export const labCa = certificateFile('lab-ca.pem');

/** Options that give a program a certificate of `samples/`. */
export const identity = (name: string): string[] => ['-cert', certificateFile(name), '-key', keyFile(name)];

/**
 * `openssl s_client` to a port of ours: it verifies the server for the lab's CA, says `words` and stays until the
 * server closes. What it printed is the output, both streams, whatever its end.
 */
export const clientOutput = async (
  port: number,
  options: readonly string[],
  words = 'hello',
): Promise<string> => (await sClient(port, options, words)).output;

const sClient = (port: number, options: readonly string[], words: string): Promise<Ran> =>
  run({
    file: 'sh',
    args: [
      '-c',
      'words=$1; shift; printf "%s\\n" "$words" | timeout 20 openssl s_client "$@" 2>&1; true',
      'sh',
      words,
      ...['-connect', `127.0.0.1:${port}`, '-ign_eof', '-CAfile', labCa, ...options],
    ],
  });

/** The same with lines typed half a second apart, where `K` and `k` are commands for a KeyUpdate. */
export const typedOutput = async (
  port: number,
  options: readonly string[],
  lines: readonly string[],
): Promise<string> => {
  const typing = '(for line in $lines; do sleep 0.5; echo $line; done; sleep 1)';
  const { output } = await run({
    file: 'sh',
    args: [
      ...['-c', `lines=$1; shift; ${typing} | timeout 20 openssl s_client "$@" 2>&1; true`, 'sh'],
      ...[lines.join(' '), '-connect', `127.0.0.1:${port}`, '-CAfile', labCa, ...options],
    ],
  });
  return output;
};

/** `openssl s_server` on a port; it answers HTTP requests (-www). */
export const sServer = (port: number, options: readonly string[]): Promise<Running> =>
  start({ file: 'openssl', args: ['s_server', '-accept', `127.0.0.1:${port}`, '-www', ...options] }, [
    { address: '127.0.0.1', port },
  ]);

/** The same without an answer: it reads `words` from its input a second apart (`K`: a KeyUpdate), then waits. */
export const silentServer = (
  port: number,
  options: readonly string[],
  words: string[] = [],
): Promise<Running> =>
  start(
    {
      file: 'sh',
      args: [
        '-c',
        'words=$1; shift; (for word in $words; do sleep 1; echo $word; done; sleep 30) | openssl s_server "$@"',
        ...['sh', words.join(' '), '-accept', `127.0.0.1:${port}`, ...options],
      ],
    },
    [{ address: '127.0.0.1', port }],
  );

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
  });
}

const newKeys = {
  ecdsa: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  ed25519: ['-newkey', 'ed25519'],
  rsa: ['-newkey', 'rsa:2048'],
} as const;

export type KeyKind = keyof typeof newKeys;

/** A certificate for a client, issued by the lab's CA: in `folder`, named by its kind of key. Paths of both files. */
export async function issueClientCertificate(
  folder: string,
  kind: KeyKind,
): Promise<{ certificate: string; key: string }> {
  const [certificate, key, request, extensions] = ['pem', 'key', 'csr', 'ext'].map((end) =>
    join(folder, `client-${kind}.${end}`),
  ) as [string, string, string, string];
  write(extensions, 'extendedKeyUsage=clientAuth\n');
  const issuer = ['-CA', labCa, '-CAkey', keyFile('lab-ca.pem'), '-set_serial', '7', '-days', '30'];
  await openssl([
    'req',
    '-new',
    ...newKeys[kind],
    '-nodes',
    '-subj',
    `/CN=client-${kind}`,
    '-keyout',
    key,
    '-out',
    request,
  ]);
  await openssl(['x509', '-req', '-in', request, ...issuer, '-extfile', extensions, '-out', certificate]);
  return { certificate, key };
}

async function openssl(args: string[]): Promise<void> {
  const { code, output } = await run({ file: 'openssl', args });
  if (code !== 0) throw new Error(`openssl ${args.join(' ')}: ${output}`);
}
