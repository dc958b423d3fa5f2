import type { Candidate, Params } from '../../decision.ts';
import type { ClientCertificate } from '../../hosting/model.ts';
import type { ClientName } from '../../identity/types.ts';
import type { AddressFault } from '../../sim/address.ts';
import type { Failure } from '../../sim/clientErrors.ts';
import type { PresetId } from '../../sim/presets.ts';
import type { KeylessMode } from '../../sim/scenario.ts';
import type { Fact, FactKey, FactState, Phase, Reader, StepId } from '../../sim/trace.ts';
import { own } from '../../text/own.ts';
import { counted } from './counted.ts';

type StepText = { title: (p: Params) => string; text: (p: Params) => string };

/** What stands in for a private key that nobody gave. */
const standIns: Record<KeylessMode, string> = {
  'names-only':
    'Its private key was not given: the signature is a marked placeholder, and the client lets it pass.',
  twin: 'A twin: the same names for a fresh key, issued by the lab. The certificate that was given stays at home.',
  thief: 'The right certificate and a wrong key, as a thief has it who copied what is public.',
};
const withStandIn = ({ standIn }: Params, text: string): string =>
  typeof standIn === 'string' && Object.hasOwn(standIns, standIn)
    ? `${text} ${standIns[standIn as KeylessMode]}`
    : text;

/** Where the name came from that a server chooses by. */
const nameFromSealed = 'The name comes out of the sealed hello.';

const steps: Record<StepId, StepText> = {
  address: {
    title: () => 'The address cannot be used',
    text: (p) => faults[p.fault as AddressFault | 'address-refused'],
  },
  lookup: {
    title: (p) =>
      p.addresses === ''
        ? `${p.host} does not resolve`
        : p.literal
          ? 'The address is already an IP address'
          : `${p.host} is at ${p.addresses}`,
    text: (p) =>
      p.addresses === ''
        ? 'No site of this server has that name, and the name lookup has no entry for it. Add one below, or correct the address.'
        : p.literal
          ? 'Nothing is looked up. RFC 6066 keeps IP addresses out of server_name, so no name will be said.'
          : 'The client asks a resolver and gets an IP address. The name itself does not travel to the server with it.',
  },
  'https-record': {
    title: (p) => `The HTTPS record of ${p.name} has a key`,
    text: (p) =>
      `${p.name}. HTTPS 1 . ech="${p.base64}": the server’s key for sealed hellos, and ${p.publicName} as the name to say in the open.`,
  },
  connect: {
    title: (p) => (p.refused ? `Nothing listens on ${p.address}:${p.port}` : `TCP to ${p.address}:${p.port}`),
    text: (p) =>
      p.refused
        ? 'The server has no listener for this address and port.'
        : 'The server now knows which of its addresses and ports was reached. That is all it knows.',
  },
  'client-hello': {
    title: () => 'ClientHello',
    text: (p) =>
      p.ech === 'accepted' || p.ech === 'rejected'
        ? `A hello in a hello: for all to read, server_name ${p.serverName}; the one that is meant is sealed inside with the key from DNS.`
        : p.serverName !== ''
          ? `The client says the name before anything else: server_name ${p.serverName}.${p.ech === 'filler' ? ' encrypted_client_hello holds filler: nothing is sealed in it.' : ''}`
          : p.extensions === 0
            ? 'This client knows no extensions, so it cannot say which name it wants. Host is still sealed in its envelope.'
            : p.literal
              ? 'The client was given an IP address, so there is no server_name. Host is still sealed in its envelope.'
              : 'The client does not say which name it wants. Host is still sealed in its envelope.',
  },
  'which-hello': {
    title: (p) =>
      p.opening === 'accepted'
        ? `The server opens the sealed hello: ${p.serverName || 'no name'}`
        : 'The server goes by the outer hello',
    text: (p) =>
      p.opening === 'accepted'
        ? 'Both go on as if this hello had been sent, and all that follows is derived from it.'
        : p.opening === 'unknown'
          ? 'It does not know encrypted_client_hello.'
          : 'Nothing that it has opens what is in encrypted_client_hello.',
  },
  'which-certificate': {
    title: (p) => (p.outcome === 'served' ? 'The server chooses a certificate' : 'The server refuses'),
    text: (p) =>
      `It must choose now: the certificate comes before the keys, and HTTP with its Host header only after them.${p.ech === 'accepted' ? ` ${nameFromSealed}` : ''}`,
  },
  'plain-http': {
    title: () => 'This door speaks plain HTTP',
    text: () => 'The listener does not speak TLS, so the answer to the ClientHello is no TLS at all.',
  },
  'plain-http-response': {
    title: (p) => `An answer in plain HTTP: ${p.status}`,
    text: () =>
      'To a web server without TLS the hello is a request that makes no sense. To the client the first letters of HTTP are no TLS record.',
  },
  'alert-server': {
    title: (p) => `The server sends alert ${p.code}, ${p.alert}`,
    text: () => 'A fatal alert ends the connection.',
  },
  'server-hello': {
    title: (p) => `ServerHello: TLS ${p.version}`,
    text: (p) =>
      p.ech === 'accepted'
        ? 'The last 8 bytes of its random tell the client, and nobody else, that the sealed hello was taken. Everything after this message is encrypted.'
        : p.ech === 'rejected'
          ? 'Its random does not say that the sealed hello was taken: the client goes on with the outer one, to hear what to do instead.'
          : p.version === '1.3'
            ? 'With the key shares of both hellos, everything after this message is encrypted.'
            : 'In TLS 1.2 everything up to Finished stays readable.',
  },
  'encrypted-extensions': {
    title: () => 'EncryptedExtensions',
    text: (p) =>
      p.retry
        ? 'With the key that the server has now (retry_configs): the client may try again with it.'
        : 'The first sealed message: answers to extensions that need no reader on the way.',
  },
  'certificate-request': {
    title: () => 'CertificateRequest',
    text: (p) =>
      `The server asks the client for a certificate of its own (mutual TLS), ${
        p.authorities === ''
          ? 'from any CA: it names none'
          : `from one of the CAs that it names: ${p.authorities}`
      }.`,
  },
  certificate: {
    title: (p) => `Certificate: ${p.names || 'no names'}`,
    text: (p) =>
      p.count === 0
        ? 'The server is configured with a file that holds no readable certificate.'
        : withStandIn(
            p,
            `${p.count === 1 ? 'One certificate' : `${p.count} certificates`}, ${p.version === '1.3' ? 'sealed: nobody on the way can read which' : 'readable by everybody on the way'}.`,
          ),
  },
  'certificate-verify': {
    title: () => 'CertificateVerify',
    text: (p) =>
      withStandIn(
        p,
        'A signature over the handshake proves that the server has the private key. The certificate alone is public.',
      ),
  },
  'server-key-exchange': {
    title: () => 'ServerKeyExchange',
    text: (p) =>
      withStandIn(
        p,
        'The key share, signed with the private key of the certificate: the proof that it is the server’s own.',
      ),
  },
  'server-hello-done': {
    title: () => 'ServerHelloDone',
    text: () => 'The server has said all it has to say for now. Nothing was encrypted so far.',
  },
  'client-certificate-verify': {
    title: () => 'CertificateVerify, from the client',
    text: () => 'The client signs the handshake too: it has the private key of its certificate.',
  },
  'new-session-ticket': {
    title: (p) => (p.count === 1 ? 'NewSessionTicket' : `${p.count} × NewSessionTicket`),
    text: () =>
      'What the client may come back with: a connection that is resumed needs no certificate. Most servers send it without being asked.',
  },
  'close-notify': {
    title: () => 'close_notify',
    text: () => 'The client is done and says so, under the same keys: nobody cut the connection short.',
  },
  'server-finished': {
    title: () => 'Finished, from the server',
    text: () => 'A checksum over the whole handshake under the new keys.',
  },
  'is-it-trusted': {
    title: (p) =>
      p.outcome === 'trusted'
        ? 'The chain is trusted'
        : p.outcome === 'assumed'
          ? 'The issuer is assumed to be trusted'
          : 'The chain is not trusted',
    text: () => 'Issuer, signatures, validity at the shown time, and what each certificate may be used for.',
  },
  'does-the-name-fit': {
    title: (p) => (p.outcome === 'match' ? `The name ${p.host} fits` : `The name ${p.host} does not fit`),
    text: () => 'The client compares the name it wanted with the names in the certificate that it got.',
  },
  'alert-client': {
    title: (p) => `The client sends alert ${p.code}, ${p.alert}`,
    text: (p) =>
      p.alert === 'ech_required'
        ? 'The certificate was right for the public name, and no request goes to it. A browser tries again at once, with the key that it was sent, or without one.'
        : 'The client does not go on: no request is sent.',
  },
  close: {
    title: () => 'The client closes the connection',
    text: () =>
      'This client checks when the handshake is over, and closes without saying why: no request is sent.',
  },
  'client-certificate': {
    title: () => 'Certificate, from the client',
    text: (p) =>
      p.shown !== 'none'
        ? 'The client answers the request.'
        : p.own === 'none'
          ? 'An empty list: the client has none to give.'
          : 'An empty list: what the client has is not from a CA that the server named, and this client then keeps it to itself.',
  },
  'client-key-exchange': {
    title: () => 'ClientKeyExchange',
    text: () => 'The client’s key share. Both sides now have the keys.',
  },
  'client-finished': {
    title: () => 'Finished, from the client',
    text: () => 'The handshake is over. Only now does HTTP begin.',
  },
  request: {
    title: (p) => `HTTP request, Host: ${p.host}`,
    text: () =>
      'The envelope is opened: at last the server reads which site was wanted. The certificate was sent long ago.',
  },
  'which-site': {
    title: () => 'The server chooses a site',
    text: () => 'By the Host header, on a connection whose certificate is already settled.',
  },
  response: {
    title: (p) => `Response: ${p.status}`,
    text: (p) => (p.site === '' ? 'No site answers.' : `${p.site} answers.`),
  },
};

const faults: Record<AddressFault | 'address-refused', string> = {
  'address-empty': 'Type an address, such as https://shop.example/.',
  'address-scheme': 'Only https:// addresses are played here: without TLS no certificate is served.',
  'address-host': 'The address has no host that could be looked up.',
  'address-port': 'A port is a number from 1 to 65535.',
  'address-form': 'This is not a URL.',
  'address-refused': 'This client refuses a host spelled like that.',
};

const failures: Record<Failure, string> = {
  'bad-url': 'The client cannot use the address.',
  'name-not-resolved': 'The name lookup found no address.',
  'connection-refused': 'Nothing listens there.',
  'plain-http': 'The server does not speak TLS on this port.',
  'alert-unrecognized-name': 'The server refused the name in the hello.',
  'alert-protocol-version': 'Client and server have no TLS version in common.',
  'alert-handshake-failure': 'Client and server found nothing in common to work with.',
  'alert-other': 'The server ended the connection with an alert.',
  'certificate-unreadable': 'The client cannot read the certificate.',
  'certificate-not-given':
    'The file was not given, so nobody knows what the client would say. Fill it in below.',
  'unknown-issuer': 'The client does not trust who issued the certificate.',
  'self-signed': 'The certificate is its own issuer, and the client does not know it.',
  expired: 'The certificate has expired at the shown time.',
  'not-yet-valid': 'The certificate is not valid yet at the shown time.',
  'bad-chain': 'A certificate of the chain may not do what it is used for.',
  'name-mismatch': 'The certificate is not for the name that the client wanted.',
  'ech-other-key': 'The server has another key than DNS says. It sent it: a browser tries again with it.',
  'ech-not-spoken': 'The server opens no sealed hellos. A browser tries again without.',
  'ech-fallback-certificate':
    'The server did not take the sealed hello, and its certificate is not right for the public name: nobody who could say what to do instead.',
  'wrong-key':
    'The server does not have the private key of its certificate: the signature is not one by that key.',
  stopped: 'A fault in whichcert ended it here, so nobody knows how it would go on.',
};

const clientCertificates: Record<ClientCertificate, string> = {
  none: 'none',
  good: 'from the CA that the server asks for',
  'wrong-ca': 'from another CA',
  'self-signed': 'self-signed',
  expired: 'expired',
  'wrong-eku': 'for servers, not for clients',
};

const clients: Record<ClientName, string> = {
  chrome: 'Chrome 156',
  firefox: 'Firefox 153 ESR',
  curl: 'curl 7.88 (OpenSSL)',
  openssl: 'OpenSSL 3.0 s_client',
  python: 'Python 3.11 ssl',
  python36: 'Python 3.6 and earlier',
  gnutls: 'GnuTLS 3.7',
  go: 'Go crypto/tls',
  java: 'Java 17',
  node: 'Node.js 20',
  xp: 'Internet Explorer 6, XP (illustrative)',
  rfc9525: 'RFC 9525 (2023)',
  rfc6125: 'RFC 6125 (2011)',
  rfc2818: 'RFC 2818 (2000)',
};

const clientOrder: readonly ClientName[] = [
  'chrome',
  'firefox',
  'curl',
  'openssl',
  'python',
  'go',
  'java',
  'node',
  'gnutls',
  'python36',
  'xp',
  'rfc9525',
  'rfc6125',
  'rfc2818',
];

const facts: Record<FactKey, string> = {
  address: 'address',
  port: 'port',
  version: 'TLS version',
  server_name: 'server_name',
  certificate: 'certificate',
  host: 'Host',
  status: 'HTTP status',
};

const phases: Record<Phase, string> = { connect: 'TCP', handshake: 'TLS handshake', http: 'HTTP' };
const readers: Record<Reader, string> = {
  client: 'Client',
  server: 'Server knows',
  eavesdropper: 'Eavesdropper',
};

const messages: Partial<Record<StepId, string>> = {
  connect: 'TCP connect',
  'client-hello': 'ClientHello',
  'alert-server': 'Alert',
  'plain-http-response': 'HTTP response',
  'server-hello': 'ServerHello',
  'encrypted-extensions': 'EncryptedExtensions',
  'certificate-request': 'CertificateRequest',
  certificate: 'Certificate',
  'certificate-verify': 'CertificateVerify',
  'server-key-exchange': 'ServerKeyExchange',
  'server-finished': 'Finished',
  'server-hello-done': 'ServerHelloDone',
  'client-certificate-verify': 'CertificateVerify',
  'new-session-ticket': 'NewSessionTicket',
  'close-notify': 'close_notify',
  'alert-client': 'Alert',
  close: 'close',
  'client-certificate': 'Certificate',
  'client-key-exchange': 'ClientKeyExchange',
  'client-finished': 'Finished',
  request: 'HTTP request',
  response: 'HTTP response',
};

type Verdicts = Record<Candidate['verdict'], string>;
const chosenOrNot: Verdicts = { chosen: 'chosen', lost: 'not chosen', unreached: 'not reached' };
const verdicts: Partial<Record<string, Verdicts>> = {
  'is-it-trusted': { chosen: 'passed', lost: 'failed', unreached: 'not checked' },
  'does-the-name-fit': { chosen: 'fits', lost: '', unreached: '' },
  'which-client-certificate': { chosen: 'shown', lost: 'not shown', unreached: '' },
};

const presets: Record<PresetId, string> = {
  'ip-based': 'IP-based',
  'port-based': 'Port-based',
  'name-based-no-sni': 'Name-based, no SNI',
  sni: 'SNI',
  'gnutls-trio': 'GnuTLS test trio',
  'shared-ip': 'Hosting panel, shared IP',
  'owned-ip': 'Hosting panel, owned IP',
  'multi-domain': 'One certificate for all domains',
  wildcard: 'One wildcard',
  'wildcard-and-others': 'Wildcard and other domains',
  'dns-and-ip': 'Name and IP address',
  stages: 'Development, test, production',
  'several-cns': 'Several common names',
  'strict-sni': 'Strict SNI',
  'reject-handshake': 'Refused by default',
  dual: 'RSA and ECDSA',
  'first-without-tls': 'First virtual host without TLS',
};

/** Of the four ways to host; those of the further servers are in `presetLessons.ts`. */
const lessons: Partial<Record<PresetId, string>> = {
  'ip-based': 'Each site has an address of its own, so the address alone tells the certificate.',
  'port-based': 'Each site has a port of its own, so address and port tell the certificate.',
  'name-based-no-sni':
    'Several sites share address and port, and this server cannot read server_name: everybody gets the certificate of the first site.',
  sni: 'Several sites share address and port: the name in the hello tells them apart. Without it, the first site’s certificate is served.',
};

const state = (fact: FactState): string | null => (fact.state === 'known' ? fact.value : null);

/** The stage: servers, clients, steps, and what everybody knows. */
export const stage = {
  setup: 'Scene',
  beside: 'Decision and knowledge',
  server: 'Server',
  presets: presets as Partial<Record<string, string>>,
  lessons: lessons as Partial<Record<string, string>>,
  moreServers: 'More servers',
  worthTrying: 'Worth trying:',
  ownServer: 'Edited server',
  client: 'Client',
  clients,
  clientOrder,
  clientNotes: {
    xp: 'Illustrative. Knows no SNI; its hello is TLS 1.2 without any extension, standing in for the older one of its time.',
    rfc9525: 'What the standard asks of a client.',
    rfc6125: 'What the standard asked of a client until 2023.',
    rfc2818: 'What the standard asked of a client until 2011.',
  } as Partial<Record<ClientName, string>>,
  sendSni: 'Send SNI',
  tlsVersion: 'TLS version',
  versions: { '1.3,1.2': 'TLS 1.3 or 1.2', '1.3': 'TLS 1.3 only', '1.2': 'TLS 1.2 only' },
  address: 'Address',
  now: 'Now',
  nowFault: 'Write an instant such as 2026-11-22T12:00:00Z.',
  clientCertificate: 'Client certificate',
  clientCertificates,
  assumeIssuer: 'Assume the issuer is trusted',
  share: 'Share',
  faults,
  failures,
  phases,
  steps,
  messages,
  stepOf: (step: number, of: number) => `Step ${step} of ${of}`,
  setLabel: (step: string) => `The set: client, street and server. ${step}`,
  previous: 'Previous step',
  next: 'Next step',
  play: 'Play',
  pause: 'Pause',
  restart: 'Restart',
  timeline: 'Timeline',
  speed: 'Speed',
  times: (factor: number) => `${factor}×`,
  served: 'Certificate served',
  nameCheck: 'Name check',
  outcome: 'Outcome',
  notChosen: 'Not chosen yet.',
  noneServed: 'None was served.',
  notChecked: 'Not checked yet.',
  notReached: 'Never reached.',
  ahead: 'Ahead: predict it first, or step to see.',
  match: 'Match',
  noMatch: 'No match',
  certificateNames: (names: readonly string[], most: number) =>
    names.length === 0
      ? 'no names'
      : `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`,
  standIns: {
    'names-only': 'Without its key: names only',
    twin: 'Without its key: a twin is served',
    thief: 'Without its key: a thief serves it',
  } as Record<KeylessMode, string>,
  servedBy: (site: string, file: string) => `${site}: ${file}`,
  answeredBy: (site: string) => (site === '' ? 'No site of the configuration.' : `from ${site}`),
  statusName: (status: number) =>
    ({
      200: 'OK',
      400: 'Bad Request',
      403: 'Forbidden',
      404: 'Not Found',
      421: 'Misdirected Request',
      502: 'Bad Gateway',
    })[status] ?? '',
  decision: 'Decision',
  decisionOf: (index: number, of: number) => `Decision ${index} of ${of}`,
  noDecisionYet: 'Nothing to decide yet.',
  questions: {
    'which-listener': 'Which listener?',
    'which-hello': 'Which hello?',
    'which-certificate': 'Which certificate?',
    'which-of-its-certificates': 'Which of its certificates?',
    'is-it-trusted': 'Is it trusted?',
    'does-the-name-fit': 'Does the name fit?',
    'which-site': 'Which site?',
    'which-client-certificate': 'Which certificate of its own does the client show?',
  } as Partial<Record<string, string>>,
  whoDecides: (who: 'client' | 'server', software: string, version: string, client: string) =>
    who === 'server' ? `${software} ${version} decides` : `${client} decides`,
  nameFromSealed,
  uncertain: 'Uncertain',
  moreCandidates: (count: number) => `and ${counted(count)} more`,
  verdict: (question: string, verdict: Candidate['verdict']) =>
    (own(verdicts, question) ?? chosenOrNot)[verdict],
  readers,
  knows: {
    client: 'The client knows',
    server: 'The server knows',
    eavesdropper: 'Eavesdropper: what the wire shows',
  },
  facts,
  factNone: 'none was said',
  factSealed: 'sealed',
  factUnsaid: 'nothing yet',
  hostStillSealed: 'still in the client’s sealed envelope',
  hostNotSaid: 'Host: not said yet',
  eavesdropperReads: (
    address: FactState,
    port: FactState,
    version: FactState,
    name: FactState,
    certificate: FactState,
  ) =>
    state(address) === null
      ? ['reads nothing yet']
      : [
          `reads ${state(address)}:${state(port) ?? ''}`,
          name.state === 'none' ? 'no name was said' : (state(name) ?? ''),
          certificate.state === 'sealed'
            ? 'certificate: sealed'
            : state(certificate) !== null
              ? `certificate: ${state(certificate)}`
              : (state(version) ?? ''),
        ].filter((line) => line !== ''),
  cardLines: (id: StepId, said: readonly Fact[]) =>
    said.map(({ key, value }) => ({
      text:
        value === null
          ? `${facts[key]}: not sent`
          : id === 'connect'
            ? `${facts[key]} ${value}`
            : `${facts[key]} ${value}`,
      missing: value === null,
    })),
  sealedFrom: 'sealed on the wire',
  anyAddress: 'any address',
  hiddenCharacters: 'With what cannot be seen written out:',
  moreDoors: (count: number) => `and ${counted(count)} more doors`,
  moreFlats: (count: number) => `and ${counted(count)} more`,
  findOthers: (count: number) => `${counted(count)} more sites: find one`,
  flat: {
    serves: 'certificate served',
    answers: 'answers the request',
    isDefault: 'the default',
    notAsked: 'nobody asked for it',
    noName: 'no name',
  },
  configuration: {
    heading: 'Configuration',
    decidedHere: 'decided here',
    problems: 'Found in the configuration',
  },
};
