/** Captures and downloads: what is saved, what was opened, what could not be read. */
import type { HelloLists, SaidInHello } from '../../sim/playHello.ts';
import type { Params } from '../../decision.ts';
import type { SocketAddress } from '../../sim/trace.ts';
import { stopped } from './stopped.ts';

const place = ({ address, port }: SocketAddress): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** By code of `capture/read/captureProblem.ts`. */
const problems = {
  truncated: (p: Params) => `The capture ends in the middle of what begins at byte ${p.offset}.`,
  'bad-length': (p: Params) =>
    `The length ${p.length} at byte ${p.offset} cannot be; nothing behind it was read.`,
  'unknown-version': (p: Params) =>
    `The capture is of version ${p.major}.${p.minor} (byte ${p.offset}), which is not known here.`,
  'unknown-link': (p: Params) =>
    `Packets of link type ${p.link} (first at byte ${p.offset}) are not known here and were passed over.`,
  'unknown-interface': (p: Params) =>
    `The packet at byte ${p.offset} is of interface ${p.interface}, which was not described.`,
  'too-many-connections': (p: Params) =>
    `The capture has more connections than are read here; reading stopped at byte ${p.offset}.`,
  stopped,
  'no-packets': () => 'The capture holds no packets.',
  'no-client-hello': (p: Params) =>
    `No ClientHello was found in ${p.packets} packets, ${p.tcp} of them with TCP.${p.cut ? ` ${p.cut} packets were cut short when they were captured.` : ''} QUIC and DTLS are not read here.`,
};

const faults = {
  'unplayable-name':
    'The server_name in it is no host name that a client here would say, so it was not played.',
  unreadable: 'It cannot be read to its end, so it was not played.',
};

/** What of it is played, and what is not. */
const carried = ({ cipherSuites = [], signatureSchemes = [], groups = [] }: HelloLists): string =>
  `Played with it: ${cipherSuites.length} cipher suites, ${signatureSchemes.length} signature algorithms and ${groups.length} groups, in their order. Left out, as no choice here depends on it: application protocols, the order of extensions, GREASE, sessions and key shares.`;

const said = ({ serverName, versions }: SaidInHello): string =>
  `${serverName === null ? 'It says no name' : `It says ${serverName}`}${versions.length > 0 ? ` and offers ${versions.map((version) => (version === 'ssl3' ? 'SSL 3.0' : `TLS ${version}`)).join(', ')}` : ''}.`;

export const capture = {
  downloads: {
    label: 'Save',
    pcapng: 'Capture (pcapng)',
    keyLog: 'Key log',
    hex: 'hex',
    cArray: 'C array',
    explain:
      'The capture holds the whole connection with its secrets: Wireshark opens and decrypts it without settings.',
    noSecrets: 'This connection came to no keys, so there is no key log.',
  },
  problems,
  found: (hellos: number, unread: number) =>
    hellos === 1
      ? 'One ClientHello was found.'
      : `${hellos} ClientHellos were found${unread > 0 ? `, and ${unread} more that are not listed` : ''}; the first one is shown.`,
  played: 'It was played against the server on the stage; its fields are below the stage.',
  given: {
    heading: 'ClientHello that was opened',
    choose: 'Which one',
    option: (number: number, from: SocketAddress | null, to: SocketAddress | null) =>
      from && to ? `${number}: ${place(from)} to ${place(to)}` : String(number),
    fromTo: (from: SocketAddress, to: SocketAddress) => `From ${place(from)} to ${place(to)}.`,
    said,
    carried,
    errorAt: (reason: string, offset: number) => `At byte ${offset}: ${reason}`,
    play: 'Play against this server',
    close: 'Close',
    faults,
  },
};
