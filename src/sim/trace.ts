/** What a simulation returns: everything that happened, immutable. The page holds an index into `steps`. */
import { type Side as Party } from '../tls/side.ts';
import type { Decision, Params, Problem } from '../decision.ts';
import type { Field } from '../bytes/field.ts';
import type { Selection, Server, TlsVersion } from '../hosting/model.ts';
import type { IdentityVerdict } from '../identity/types.ts';
import type { Certificate } from '../x509/types.ts';
import type { ChainVerdict } from '../x509/chain.ts';
import type { Failure } from './clientErrors.ts';
import type { EchPlay } from './ech.ts';
import type { KeylessMode, Scenario } from './scenario.ts';

export type { Side as Party } from '../tls/side.ts';
export type Reader = Party | 'eavesdropper';
export type Phase = 'connect' | 'handshake' | 'http';

/** What somebody can come to know. `host` is the HTTP Host header; `name` what the client wants. */
export const factKeys = [
  'address',
  'port',
  'version',
  'server_name',
  'certificate',
  'host',
  'status',
] as const;
export type FactKey = (typeof factKeys)[number];

/** `value` null: it was said that there is none (a hello without server_name). */
export type Fact = { key: FactKey; value: string | null };

/**
 * Bytes that crossed the wire, with the tree of their fields. `bytes` are those of the message itself (a TLS
 * handshake message with its header, an HTTP message). `placeholder`: what the message would need working keys for
 * is not there, and the message is drawn without its bytes.
 */
export type WireMessage = { bytes: Uint8Array; field: Field } | { placeholder: true };

export type StepId =
  | 'address'
  | 'lookup'
  | 'https-record'
  | 'connect'
  | 'client-hello'
  | 'which-hello'
  | 'which-certificate'
  | 'alert-server'
  | 'plain-http'
  | 'plain-http-response'
  | 'server-hello'
  | 'server-hello-done'
  | 'encrypted-extensions'
  | 'certificate-request'
  | 'certificate'
  | 'certificate-verify'
  | 'server-key-exchange'
  | 'server-finished'
  | 'is-it-trusted'
  | 'does-the-name-fit'
  | 'alert-client'
  | 'close'
  | 'client-certificate'
  | 'client-key-exchange'
  | 'client-certificate-verify'
  | 'client-finished'
  | 'new-session-ticket'
  | 'request'
  | 'which-site'
  | 'response'
  | 'close-notify';

/**
 * One moment. A message has `from` and `to`; a decision has the party that decides as `from` and no `to`.
 * `sealed`: encrypted on the wire in the chosen version. `readers`: who can read its facts.
 */
export type Step = {
  id: StepId;
  phase: Phase;
  kind: 'lookup' | 'connect' | 'message' | 'decision' | 'alert' | 'http';
  from: Party;
  to: Party | null;
  sealed: boolean;
  readers: readonly Reader[];
  facts: readonly Fact[];
  message: WireMessage | null;
  /**
   * What the step sends over the TCP connection, in order: TLS records whole, or bytes that are no TLS (plain HTTP).
   * A change_cipher_spec is a record of the step that follows it. Empty: nothing is sent, or it is not modelled.
   */
  records: readonly Uint8Array[];
  decision: Decision | null;
  /** Fills the sentence of the step, looked up by `id`. */
  params: Params;
};

/**
 * What someone on the wire without keys has read so far (`eavesdropper.ts`). Names of versions, suites and alerts are
 * IANA's. `hello`, `answer` null: not come yet. `versions` and `protocols` (ALPN) as offered. `notTls`: bytes.
 */
export type WireReading = {
  hello: {
    serverName: string | null;
    versions: readonly string[];
    protocols: readonly string[];
    /** encrypted_client_hello: a sealed hello or filler, which look alike. */
    sealed: boolean;
  } | null;
  answer: { version: string; cipherSuite: string; protocol: string | null } | null;
  /** Of each Certificate message, what its first certificate says it is for. */
  certificates: readonly { from: Party; names: readonly string[] }[];
  alerts: readonly { from: Party; level: string; name: string }[];
  /** Records that went by sealed, with their headers. */
  sealed: Readonly<Record<Party, { records: number; bytes: number }>>;
  notTls: Readonly<Record<Party, number>>;
};

export type Outcome =
  | { kind: 'response'; status: number; site: number | null }
  /** `failure` with the words the client shows; `decidedBy` is the party that ended the connection. */
  | {
      kind: 'failure';
      failure: Failure;
      error: string;
      decidedBy: Party;
      alert: { code: number; name: string } | null;
    };

/** An end of the TCP connection. */
export type SocketAddress = { address: string; port: number };

/** A line of a key log (RFC 9850, the NSS format): what a capture needs to be decrypted. */
export type Secret = { label: string; clientRandom: Uint8Array; secret: Uint8Array };

/** A certificate whose key was not given. SHA-256 fingerprints of the one given and of the one on the wire. */
export type StandIn = { mode: KeylessMode; given: string; shown: string };

export type Trace = {
  scenario: Scenario;
  server: Server;
  /** What was wrong with the scenario's server configuration or certificates. */
  problems: Problem[];
  /** The URL taken apart; null when it isn't one (`steps` is then the one step that says so). */
  target: { host: string; address: string | null; port: number } | null;
  /** Both ends of the TCP connection, a refused one too; null: there was no address to connect to. */
  connection: { client: SocketAddress; server: SocketAddress } | null;
  /** What became of Encrypted Client Hello; null: it did not come to that. */
  ech: EchPlay | null;
  /** In the order in which they became known. */
  secrets: readonly Secret[];
  /** After each step, what the wire has shown. */
  wire: readonly WireReading[];
  /** Index of the listener that the connection reached. */
  listener: number | null;
  steps: readonly Step[];
  outcome: Outcome;
  selection: Selection | null;
  version: TlsVersion | null;
  /** null: the server has the key of the certificate it serves, or serves none. */
  standIn: StandIn | null;
  /** Served, leaf first. */
  presented: readonly Certificate[];
  /** What the served certificate says it is for: its SANs, else its CNs. */
  leafNames: readonly string[];
  chain: ChainVerdict | null;
  identity: IdentityVerdict | null;
};

/** Whether it is known after `steps[index]` how the connection ends: what follows a response changes nothing of it. */
export const isDecided = ({ steps }: Trace, index: number): boolean =>
  index >= steps.length - 1 || steps.slice(0, index + 1).some(({ id }) => id === 'response');

export type FactState =
  { state: 'unsaid' | 'sealed' } | { state: 'none' } | { state: 'known'; value: string };

/**
 * What `reader` knows when `steps[index]` has happened: for each key not said yet, sealed (said, but not readable
 * for this reader), none (said that there is none), or the value. Of the eavesdropper it is what the records gave.
 */
export function knowledgeAt(trace: Trace, index: number, reader: Reader): Record<FactKey, FactState> {
  const known = Object.fromEntries(factKeys.map((key) => [key, { state: 'unsaid' }])) as Record<
    FactKey,
    FactState
  >;
  const onWire = reader === 'eavesdropper' ? factsOnWire(trace.wire[index]) : null;
  for (const step of trace.steps.slice(0, index + 1)) {
    for (const fact of step.facts) {
      const read = onWire?.find(({ key }) => key === fact.key);
      const readable = onWire === null || step.kind === 'connect' ? step.readers.includes(reader) : !!read;
      known[fact.key] = factState(read ?? fact, readable, known[fact.key]);
    }
  }
  return known;
}

function factsOnWire(reading: WireReading | undefined): Fact[] {
  if (!reading) return [];
  const { hello, answer, certificates } = reading;
  const served = certificates.find(({ from }) => from === 'server');
  return [
    ...(hello ? [{ key: 'server_name' as const, value: hello.serverName }] : []),
    ...(answer ? [{ key: 'version' as const, value: answer.version }] : []),
    ...(served ? [{ key: 'certificate' as const, value: served.names.join(', ') }] : []),
  ];
}

function factState(fact: Fact, readable: boolean, before: FactState): FactState {
  if (!readable) return before.state === 'unsaid' ? { state: 'sealed' } : before;
  return fact.value === null ? { state: 'none' } : { state: 'known', value: fact.value };
}
