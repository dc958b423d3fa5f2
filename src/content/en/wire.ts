import type { KeylessMode } from '../../sim/scenario.ts';
import type { OtherName } from '../../sim/otherNames.ts';
import type { SessionMethod, SessionSharing } from '../../sim/sessionVisits.ts';

const modes: Record<KeylessMode, { name: string; text: string }> = {
  'names-only': {
    name: 'Names only',
    text: 'The certificate as it was given. Every decision is real; where the server would sign, a marked placeholder stands, and the client lets it pass.',
  },
  twin: {
    name: 'Twin',
    text: 'The same names, dates and extensions for a fresh key, issued by the lab. Everything about it can be verified.',
  },
  thief: {
    name: 'Thief',
    text: 'The certificate as it was given and another key. The certificate is public, the key is the proof: the client answers decrypt_error.',
  },
};

const methods: Record<SessionMethod, string> = {
  'session-id': 'TLS 1.2, session id',
  'ticket-1.2': 'TLS 1.2, ticket',
  'ticket-1.3': 'TLS 1.3, ticket (PSK)',
};
const sharings: Record<SessionSharing, string> = {
  own: 'its own memory and key each',
  shared: 'one memory and one key for both',
};
const results: Record<OtherName['result'], string> = {
  resumed: 'resumed, with the first name’s certificate',
  full: 'not taken: a full handshake',
  refused: 'refused',
};
const servers = ['A', 'B'] as const;

/** What is on the wire, and who signs for a certificate whose key was not given. */
export const wire = {
  withoutKey: {
    heading: 'Its private key was not given',
    modes,
    given: 'Given',
    shown: 'On the wire',
    same: 'The same certificate is on the wire.',
    giveKey: 'Open its private key (PEM, DER or PKCS#12)',
    password: 'Password of a PKCS#12 (before opening it)',
    keyNote:
      'Used in memory only: it is not shown, not stored, not in the link, and forgotten when you say so or the page is reloaded.',
    known: (count: number) =>
      count === 1
        ? 'A private key that you opened is in memory.'
        : `${count} private keys that you opened are in memory.`,
    forget: 'Forget the key',
    noKeyFits: 'No private key of a certificate served here was found in the file.',
  },
  reads: {
    explain: 'Read off the records of the connection, without keys.',
    offered: 'versions offered',
    protocols: 'protocols offered',
    cipherSuite: 'cipher suite',
    clientCertificate: 'client certificate',
    certificate: 'server certificate',
    serverName: 'server_name',
    ech: 'hidden name (ECH)',
    sealedOrFiller: 'a sealed hello, or filler: nobody on the wire can tell',
    version: 'TLS version',
    alerts: 'alerts',
    sealed: { client: 'sealed, from the client', server: 'sealed, from the server' },
    records: (records: number, bytes: number) =>
      records === 0 ? 'nothing' : `${records} ${records === 1 ? 'record' : 'records'}, ${bytes} bytes`,
    alert: (from: 'client' | 'server', name: string) => `${name}, from the ${from}`,
    nothing: 'not readable',
    none: 'none',
    noneReadable: 'none readable',
    noNames: 'a certificate without names',
    compare: 'Compare TLS 1.2 and 1.3',
    compared: 'What the wire shows of the whole connection',
    notSpoken: 'This client speaks only one of the two.',
  },
  sessions: {
    heading: 'Coming back: sessions',
    explain:
      'Two servers stand behind shop.example, and a balancer picks one for each visit. The client shows what it was given last time. A server that can read it goes on from there: no certificate is sent.',
    method: 'Remembered by',
    methods,
    sharing: 'The servers have',
    sharings,
    visit: (visit: number, server: 0 | 1) => `Visit ${visit}, server ${servers[server]}.`,
    shows: (visit: number | null) =>
      visit === null ? 'The client has nothing to show.' : `The client shows what visit ${visit} gave it.`,
    result: (resumed: boolean, shown: boolean) =>
      resumed ? 'Resumed.' : shown ? 'Not known here: a full handshake.' : 'A full handshake.',
    cost: (messages: number, bytes: number) => `${messages} messages, ${bytes} bytes`,
    message: (from: 'client' | 'server', type: string, sealed: boolean) =>
      `${from === 'client' ? '→' : '←'} ${type}${sealed ? ' ✉' : ''}`,
    next: 'Next visit',
    again: 'Start again',
    otherNames: {
      heading: 'Under another name',
      explain: (first: string, other: string) =>
        `The session is of ${first}; now the client says ${other}, another virtual host at the same door, and has no certificate of its own.`,
      program: 'Program',
      asks: 'other asks for client certificates',
      session: 'Session',
      end: 'Then',
      yes: 'yes',
      no: 'no',
      results,
      alert: (code: number, name: string) => `alert ${code}, ${name}`,
      why: 'A resumed connection sends no certificates: whoever was let in without one stays without one. So a server must not let a client walk from the session of one virtual host into another that asks for client certificates. nginx did in TLS 1.3 until 1.26.3 and 1.27.4 (CVE-2025-23419); in TLS 1.2 it compares the name of the session with Host and answers 421.',
    },
  },
};
