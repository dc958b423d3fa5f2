/** Two ends for tests: options with everything on, the lab's certificates, and a wire between them. */
import { readFileSync } from 'node:fs';
import { createClient } from '../../../../src/tls/client.ts';
import type { AlertName } from '../../../../src/tls/codePoints.ts';
import type { Credential } from '../../../../src/tls/credential.ts';
import { keySigner } from '../../../../src/tls/crypto/signer.ts';
import type { Endpoint, EndpointEvent, Output } from '../../../../src/tls/endpoint.ts';
import type { ClientOptions, ServerChoice, ServerOptions } from '../../../../src/tls/options.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { createServer } from '../../../../src/tls/server.ts';

const samples = new URL('../../../../samples/', import.meta.url);

/** DER of the blocks in PEM text. */
function blocksIn(pem: string): Uint8Array[] {
  const blocks = pem.matchAll(/-----BEGIN [^-]+-----([^-]+)-----END/gu);
  return Array.from(blocks, ([, body = '']) => new Uint8Array(Buffer.from(body, 'base64')));
}

/** DER of the blocks in a PEM file of `samples/`. */
export const pemBlocks = (file: string): Uint8Array[] =>
  blocksIn(readFileSync(new URL(file, samples), 'utf8'));

/** A chain and the key of its first certificate, both PEM. */
export function credentialOf(chain: string, key: string): Credential {
  const signer = keySigner(blocksIn(key)[0] ?? new Uint8Array());
  if (signer === null) throw new Error('not a key that signs');
  return { chain: blocksIn(chain), signer };
}

/** A certificate of `samples/` with its key. */
export const credential = (file: string): Credential =>
  credentialOf(
    readFileSync(new URL(file, samples), 'utf8'),
    readFileSync(new URL(`keys/${file}`, samples), 'utf8'),
  );

export const credentials = {
  ecdsa: credential('shop.example.pem'),
  ed25519: credential('ed25519.pem'),
  rsa: credential('rsa-2048.pem'),
};

const now = Date.UTC(2026, 0, 1);

export const clientOptions = (changes: Partial<ClientOptions> = {}): ClientOptions => ({
  random: seededBytes('client'),
  now,
  versions: ['1.3'],
  serverName: 'shop.example',
  alpn: ['http/1.1'],
  cipherSuites: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  groups: ['x25519', 'secp256r1'],
  keyShares: ['x25519'],
  signatureSchemes: [
    'ecdsa_secp256r1_sha256',
    'ed25519',
    'rsa_pss_rsae_sha256',
    'rsa_pkcs1_sha256',
    'ecdsa_secp384r1_sha384',
  ],
  session: null,
  credential: null,
  ech: null,
  placeholders: 'refused',
  shapeHello: (hello) => hello,
  ...changes,
});

export const serverChoice = (changes: Partial<ServerChoice> = {}): ServerChoice => ({
  credential: credentials.ecdsa,
  versions: ['1.3'],
  certificateType: 'X509',
  cipherSuites: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  groups: ['x25519', 'secp256r1'],
  signatureSchemes: ['ecdsa_secp256r1_sha256', 'ed25519', 'rsa_pss_rsae_sha256'],
  clientAuth: 'none',
  certificateAuthorities: [],
  alpn: ['http/1.1'],
  alpnMismatch: 'ignore',
  acknowledgeName: true,
  resume: true,
  context: '',
  tickets: 0,
  ...changes,
});

export const serverOptions = (
  choice: Partial<ServerChoice> = {},
  changes: Partial<ServerOptions> = {},
): ServerOptions => ({
  random: seededBytes('server'),
  now,
  choose: () => serverChoice(choice),
  ticketKey: seededBytes('key')(32, 'ticket key'),
  cache: null,
  ech: null,
  placeholders: 'refused',
  ...changes,
});

export type Side = 'client' | 'server';

/** `flights`: what was sent, in order; `events` of each side. */
export type Conversation = {
  client: Endpoint;
  server: Endpoint;
  flights: { from: Side; bytes: Uint8Array }[];
  events: Record<Side, EndpointEvent[]>;
};

/** How a test stands between the two, and answers for the callers. */
export type Conduct = {
  judgeServer: AlertName | null;
  judgeClient: AlertName | null;
  /** What arrives of flight number `index`. */
  onTheWire: (bytes: Uint8Array, from: Side, index: number) => Uint8Array;
  /** Bytes at once; 0: all. */
  chunk: number;
};

const gentle: Conduct = { judgeServer: null, judgeClient: null, onTheWire: (bytes) => bytes, chunk: 0 };

/** A wire between two new ends. */
export function connection(client: ClientOptions, server: ServerOptions): Conversation {
  return {
    client: createClient(client),
    server: createServer(server),
    flights: [],
    events: { client: [], server: [] },
  };
}

/** Shakes hands until neither says anything more. */
export function converse(
  clientSide: ClientOptions,
  serverSide: ServerOptions,
  conduct: Partial<Conduct> = {},
): Conversation {
  const conversation = connection(clientSide, serverSide);
  conversation.server.start();
  carry(conversation, 'client', conversation.client.start(), conduct);
  return conversation;
}

/** Takes an output to the other end, and its answers back, until silence. */
export function carry(
  conversation: Conversation,
  side: Side,
  output: Output,
  conduct: Partial<Conduct> = {},
): void {
  const { judgeServer, judgeClient, onTheWire, chunk } = { ...gentle, ...conduct };
  const waiting: { from: Side; output: Output }[] = [{ from: side, output }];
  for (let turn = 0; turn < 20_000; turn += 1) {
    const next = waiting.shift();
    if (next === undefined) return;
    const { from } = next;
    const end = conversation[from];
    conversation.events[from].push(...next.output.events);
    if (next.output.bytes.length > 0) {
      const bytes = onTheWire(next.output.bytes, from, conversation.flights.length);
      conversation.flights.push({ from, bytes });
      const to: Side = from === 'client' ? 'server' : 'client';
      for (const piece of pieces(bytes, chunk)) {
        const answer = conversation[to].receive(piece);
        if (!isSilent(answer)) waiting.push({ from: to, output: answer });
      }
    }
    if (end.state === 'judging' && next.output.events.some(({ kind }) => kind === 'certificate-received'))
      waiting.push({ from, output: end.judge(from === 'client' ? judgeServer : judgeClient) });
  }
  throw new Error('the two do not come to an end');
}

const isSilent = ({ bytes, events }: Output): boolean => bytes.length === 0 && events.length === 0;

function pieces(bytes: Uint8Array, chunk: number): Uint8Array[] {
  if (chunk === 0) return [bytes];
  const cut: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += chunk) cut.push(bytes.slice(start, start + chunk));
  return cut;
}

/** The events of a kind. */
export const eventsOf = <K extends EndpointEvent['kind']>(
  events: readonly EndpointEvent[],
  kind: K,
): Extract<EndpointEvent, { kind: K }>[] =>
  events.filter((event): event is Extract<EndpointEvent, { kind: K }> => event.kind === kind);

/** Alerts of one side as `us certificate_required no-certificate`. */
export const alertsOf = (events: readonly EndpointEvent[]): string[] =>
  eventsOf(events, 'alert').map(({ from, name, reason }) =>
    [from, name ?? '?', ...(reason === null ? [] : [reason])].join(' '),
  );

/** Types of the messages that a side sent; those in sealed records in brackets. */
export const sentBy = (conversation: Conversation, side: Side): string[] =>
  eventsOf(conversation.events[side], 'sent').map(({ message, records }) =>
    records[0]?.sealedBy == null ? message.type : `[${message.type}]`,
  );
