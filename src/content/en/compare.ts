import type { FaultTreatment } from '../../identity/policy.ts';
import type { AddressFault } from '../../sim/address.ts';
import type { Failure } from '../../sim/clientErrors.ts';
import type { HostLineFault } from '../../sim/compareHosts.ts';
import { counted } from './counted.ts';
import type { DotTreatment, PolicyRow, PolicyTopic, UnderscoreTreatment } from '../../sim/policyRows.ts';

/** As short as a cell is. */
const failures: Record<Failure, (alert: number) => string> = {
  'bad-url': () => 'bad host',
  'name-not-resolved': () => 'no address',
  'connection-refused': () => 'refused',
  'plain-http': () => 'no TLS',
  'alert-unrecognized-name': (alert) => `alert ${alert}`,
  'alert-protocol-version': (alert) => `alert ${alert}`,
  'alert-handshake-failure': (alert) => `alert ${alert}`,
  'alert-other': (alert) => `alert ${alert}`,
  'certificate-unreadable': () => 'unreadable',
  'certificate-not-given': () => 'not given',
  'unknown-issuer': () => 'issuer',
  'self-signed': () => 'self-signed',
  expired: () => 'expired',
  'not-yet-valid': () => 'not yet valid',
  'bad-chain': () => 'chain',
  'name-mismatch': () => 'wrong name',
  'wrong-key': () => 'wrong key',
  'ech-other-key': () => 'other ECH key',
  'ech-not-spoken': () => 'no ECH',
  'ech-fallback-certificate': () => 'no ECH, wrong name',
  stopped: () => 'not played',
};

const lineFaults: Record<AddressFault | 'too-many', string> = {
  'address-empty': 'it is empty.',
  'address-scheme': 'only https:// is compared; without TLS no certificate is served.',
  'address-host': 'there is no host in it.',
  'address-port': 'a port is a number from 1 to 65535.',
  'address-form': 'this is not a host, with or without a port.',
  'too-many': 'the list is too long; this line and those after it are left out.',
};

const basis: Record<PolicyRow['basis'], string> = {
  observed: 'observed',
  standard: 'from the standard',
  illustrative: 'illustrative',
};

const wildcardForms: Record<PolicyRow['wildcard'], string> = {
  none: 'none in names of the SAN',
  'whole-label': '* as a whole label',
  'start-or-end': '* at either end of the label',
  end: '* at the end of the label',
  'first-character': '* as the first character',
  'one-anywhere': 'one * anywhere in the label',
  'several-anywhere': 'any * in the label',
};
const wildcardLabels: Record<PolicyRow['wildcardLabels'], string> = {
  'left-most': 'left-most label only',
  leading: 'leading labels',
  any: 'any label',
};
const suffixes: Record<PolicyRow['publicSuffix'], string> = {
  matched: 'not looked at',
  refused: 'no wildcard on one',
  'public-roots': 'no wildcard on one, for public roots',
};
const dots: Record<DotTreatment, string> = {
  removed: 'taken off',
  kept: 'counts',
  refused: 'refused',
  literal: 'only exact',
};
const underscores: Record<UnderscoreTreatment, string> = {
  allowed: 'allowed',
  refused: 'refused',
  literal: 'only exact',
};
const whichNames: Record<NonNullable<PolicyRow['whichCommonName']>, string> = {
  any: 'any of them',
  first: 'the first',
  last: 'the last',
  only: 'only if there is just one',
  'most-specific': 'the most specific',
  'alone-in-rdn': 'alone in its RDN',
  'domain-components': 'DC instead, else the first CN',
};
const spellings: Record<PolicyRow['addresses']['spelling'], string> = {
  none: 'compared as a name',
  dotted: 'four decimals',
  'dotted-small-zeros': 'four decimals, some zeros',
  'dotted-scanned': 'four decimals, loosely',
  'short-decimal': 'one to four decimals',
  whatwg: 'all URL spellings',
  'inet-aton': 'all inet_aton spellings',
};
const mappings: Record<PolicyRow['idn']['mapping'], string> = {
  none: 'A-labels only',
  uts46: 'UTS #46',
  idna2008: 'IDNA 2008',
  idna2003: 'IDNA 2003',
};
const faults: Record<FaultTreatment, string> = {
  accepted: 'read as it stands',
  refused: 'certificate refused',
  absent: 'as if it had none',
  'absent-unless-critical': 'as if it had none, refused if critical',
  first: 'the first counts',
  'name-unread': 'that name is not read',
};

const bothSides = (host: string, presented: string): string =>
  host === presented ? host : `host: ${host}; certificate: ${presented}`;

function commonNameRule(unless: NonNullable<PolicyRow['commonName']>): string {
  if (unless.length === 1 && unless[0] === 'dNSName') return 'if no dNSName';
  if (unless.join() === 'dNSName,iPAddress') return 'if no dNSName or iPAddress';
  return unless.length > 4 ? 'if no SAN at all' : 'if no dNSName, iPAddress, URI or SRV';
}

const policies: Record<PolicyTopic, { title: string; cell: (row: PolicyRow) => string }> = {
  wildcard: {
    title: 'Wildcard',
    cell: (row) =>
      row.wildcard === 'none'
        ? wildcardForms.none
        : `${wildcardForms[row.wildcard]}, ${wildcardLabels[row.wildcardLabels]}`,
  },
  labelsAfter: {
    title: 'Labels after *',
    cell: ({ wildcard, labelsAfter }) =>
      wildcard === 'none' ? '—' : labelsAfter === 0 ? 'any number' : `at least ${labelsAfter}`,
  },
  publicSuffix: { title: 'Public suffix', cell: ({ publicSuffix }) => suffixes[publicSuffix] },
  finalDot: {
    title: 'Trailing dot',
    cell: ({ finalDot }) => bothSides(dots[finalDot.host], dots[finalDot.presented]),
  },
  underscore: {
    title: 'Underscore',
    cell: ({ underscore }) => bothSides(underscores[underscore.host], underscores[underscore.presented]),
  },
  commonName: {
    title: 'Common name',
    cell: ({ commonName }) => (commonName ? commonNameRule(commonName) : 'never'),
  },
  whichCommonName: {
    title: 'Which CN',
    cell: ({ whichCommonName }) => (whichCommonName ? whichNames[whichCommonName] : '—'),
  },
  addresses: {
    title: 'IP address',
    cell: ({ addresses }) =>
      addresses.compared === 'names'
        ? 'compared with names'
        : `${spellings[addresses.spelling]}${addresses.mapped === 'same' ? '; ::ffff: is IPv4' : ''}`,
  },
  idn: {
    title: 'Non-ASCII host',
    cell: ({ idn }) =>
      idn.mapping === 'none'
        ? mappings.none
        : `${mappings[idn.mapping]}${idn.onFailure === 'refuse' ? ', else refused' : ', else as it is'}`,
  },
  malformedSan: {
    title: 'Malformed SAN',
    cell: ({ malformedSan }) =>
      malformedSan.unreadable === malformedSan.repeated
        ? faults[malformedSan.unreadable]
        : `${faults[malformedSan.unreadable]}; twice: ${faults[malformedSan.repeated]}`,
  },
};

/** Compare: clients x hosts. */
export const compare = {
  title: 'Which certificate does each client get for each host, and does it fit?',
  grid: 'Comparison',
  scroll: 'Comparison, can be scrolled',
  gridHint:
    'Arrow keys move between cells; Enter or a click opens the connection on the stage. Issuers and dates are not looked at here.',
  settings: 'What is compared',
  server: 'Server',
  ownServer: 'Edited server',
  second: 'Compare with',
  noSecond: 'no other server',
  clients: 'Clients',
  allClients: 'All',
  usualClients: 'Usual ones',
  noClients: 'Choose a client to compare.',
  hosts: 'Hosts',
  hostsHint:
    'One host a line, with a port where it is not 443. A name that no site has points to this server.',
  usualHosts: 'Hosts of this server',
  noHosts: 'Write a host to compare.',
  lineFault: ({ line, text, code }: HostLineFault) => `Line ${line}, ${text}: ${lineFaults[code]}`,
  moreFaults: (count: number) => `and ${count} more ${count === 1 ? 'line' : 'lines'}`,
  client: 'Client',
  sortBy: (column: string) => `Sort by ${column}`,
  serverColumn: (number: number, name: string) => `${number} ${name}`,
  cell: {
    match: 'Match',
    noMatch: 'No match',
    notChecked: 'No certificate',
    certificate: (letter: string) => `certificate ${letter}`,
    differs: 'differs',
    uncertain: 'uncertain',
  },
  failures,
  asked: (clients: number) => `${clients} clients with the server’s hosts`,
  legend: 'Certificates',
  legendEntry: (names: readonly string[], most: number) =>
    names.length === 0
      ? 'not given'
      : `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`,
  moreCertificates: (count: number) =>
    `and ${counted(count)} more ${count === 1 ? 'certificate' : 'certificates'}`,
  signs: { match: 'the name fits', noMatch: 'it does not', differs: 'the two servers differ' },
  differing: (count: number, of: number) =>
    count === 0
      ? `The two servers agree in all ${of} cells.`
      : `The two servers differ in ${count} of ${of}.`,
  copy: 'Copy as a table',
  copyMarkdown: 'Copy as Markdown',
  copied: 'Copied.',
  copyByHand: 'The browser does not let the page copy. Copy this text:',
  policies: {
    heading: 'How clients differ',
    scroll: 'How clients differ, can be scrolled',
    explain: 'The rules that the cells above come from. Bold: not what RFC 9525 asks.',
    own: 'unlike RFC 9525',
    basis,
    columns: policies,
  },
};
