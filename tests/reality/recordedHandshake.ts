/** A handshake of OpenSSL with itself, overheard: what each side sent, and the key log that it wrote. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Turn } from '../../src/capture/conversation.ts';
import { start } from './childProcess.ts';

const samples = join(import.meta.dirname, '../../samples');

/** `openssl s_client` asks `s_server -www` for a page under that name, with the option given (such as `-tls1_2`). */
export async function recordHandshake(
  name: string,
  option: string,
): Promise<{ turns: Turn[]; keyLog: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'whichcert-handshake-'));
  const log = join(folder, 'keys.log');
  const port = 20_000 + (process.pid % 20_000);
  const pem = (path: string): string => join(samples, path);
  const args = ['s_server', '-accept', `127.0.0.1:${port}`, '-www', option, '-cert', pem('shop.example.pem')];
  const server = await start({ file: 'openssl', args: [...args, '-key', pem('keys/shop.example.pem')] }, [
    { address: '127.0.0.1', port },
  ]);
  const turns: Turn[] = [];
  const proxy = createServer((client) => {
    const upstream = connect({ host: '127.0.0.1', port });
    client.on('data', (bytes) => turns.push({ from: 'client', bytes: new Uint8Array(bytes) }));
    upstream.on('data', (bytes) => turns.push({ from: 'server', bytes: new Uint8Array(bytes) }));
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    client.pipe(upstream).pipe(client);
  });
  try {
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port: proxyPort } = proxy.address() as AddressInfo;
    await ask(name, proxyPort, log);
    return { turns, keyLog: readFileSync(log, 'utf8').replace(/^#.*\n/gm, '') };
  } finally {
    proxy.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask(name: string, port: number, log: string): Promise<void> {
  const where = ['-connect', `127.0.0.1:${port}`, '-servername', name];
  const client = spawn('openssl', ['s_client', ...where, '-keylogfile', log, '-quiet'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: 20_000,
  });
  client.stdin.end(`GET / HTTP/1.0\r\nHost: ${name}\r\n\r\n`);
  await once(client, 'exit');
}
