/** What the page says of each finding, by code; the words of the panel. */
import type { Params } from '../../decision.ts';
import { own } from '../../text/own.ts';
import type { FindingCode, FindingSeverity } from '../../x509/findings/findingKinds.ts';
import { stopped } from './stopped.ts';

type Sentence = (params: Params) => string;

const say = (value: string | number | undefined): string => String(value ?? '');

const dnsFaults: Record<string, string> = {
  empty: 'it is empty',
  'too-long': 'it is longer than 253 characters',
  character: 'it has a character other than letters, digits, hyphens and dots',
  label: 'a part between dots is empty, too long, or begins or ends with a hyphen',
};

const sentences: Record<FindingCode | 'stopped', Sentence> = {
  stopped,
  'default-encoded': ({ field }) => `${say(field)} has its default value, so DER leaves it out.`,
  'named-bits-not-minimal': () => 'The named bits end in zero bits, which DER leaves out.',
  'extension-value-type': () =>
    'The value is not of the type that this extension has. Clients that read it refuse the certificate.',
  'extension-value-trailing': () => 'Something stands behind the extension’s value.',
  'time-type': ({ year }) =>
    `Times before 2050 are written as UTCTime; this GeneralizedTime is of ${say(year)}.`,

  'version-1': ({ version }) =>
    `X.509 version ${say(version)} has no extensions: no alternative names, no purposes, no word on being a CA.`,
  'version-too-low': ({ version }) =>
    `It has extensions, but says version ${say(version)}: only version 3 has them.`,
  'version-unknown': ({ version }) => `There is no X.509 version ${say(version)}.`,
  'serial-negative': () => 'The serial number is negative: the first bit is set.',
  'serial-zero': () => 'The serial number is 0; it has to be positive.',
  'serial-long': ({ octets }) => `The serial number has ${say(octets)} octets; 20 are allowed.`,
  'signature-algorithms-differ': ({ inside, outside }) =>
    `The signed part says ${say(inside)}, the certificate around it ${say(outside)}: they have to be the same.`,
  'issuer-empty': () => 'The issuer has no name, so nobody can look for its certificate.',
  'subject-empty': () => 'The subject is empty; then subjectAltName has to be there and critical.',
  'extension-malformed': () =>
    'This is not an Extension: object identifier, perhaps critical, and an OCTET STRING.',
  'extension-repeated': ({ extension }) =>
    `${say(extension)} occurs a second time. Some clients refuse that, some take the first, some the last.`,
  'extension-critical-unknown': ({ extension }) =>
    `${say(extension)} is critical: clients that do not know it refuse the certificate.`,
  precertificate: () =>
    'This is a precertificate: what a CA sends to the logs before it issues. Every client refuses it, as it should.',
  'hidden-characters': ({ attribute, text }) =>
    `${say(attribute)} has characters that cannot be seen or that turn the text around: ${say(text)}`,

  'signature-md5': ({ algorithm }) =>
    `It is signed with ${say(algorithm)}: two certificates with the same hash can be made in seconds. Clients refuse it.`,
  'signature-sha1': ({ algorithm }) =>
    `It is signed with ${say(algorithm)}; collisions of SHA-1 have been made. Clients have refused it since 2017.`,
  'rsa-small': ({ bits, least }) =>
    `The RSA key has ${say(bits)} bits; at least ${say(least)} are asked for.`,
  'rsa-exponent': () => 'The public exponent is even or below 3: that is no safe RSA key.',
  'rsa-parameters-missing': ({ algorithm }) =>
    `${say(algorithm)} has NULL as its parameters; here they are missing.`,
  'algorithm-parameters-present': ({ algorithm }) =>
    `${say(algorithm)} has no parameters; here some are present.`,
  'ml-dsa-length': ({ algorithm, length, expected }) =>
    `A public key of ${say(algorithm)} has ${say(expected)} bytes; this one has ${say(length)}.`,
  'ec-curve': ({ curve }) =>
    `Public CAs sign for P-256, P-384 and P-521; browsers do not take ${say(curve)}.`,
  'ec-explicit': () =>
    'The curve is written out instead of named. That is forbidden: it let keys be forged (CVE-2020-0601).',

  expired: ({ date }) => `It expired on ${say(date)}.`,
  'not-yet-valid': ({ date }) => `It is not valid before ${say(date)}.`,
  'validity-unreadable': () => 'This is not a readable time, so the validity is unknown.',
  'validity-reversed': () => 'It ends before it begins.',
  'validity-too-long': ({ days, limit, since }) =>
    `It is valid for ${say(days)} days. Public CAs may give ${say(limit)} days to what they issue since ${say(since)}; a CA of your own is not bound by that.`,
  'validity-over-398': ({ days }) =>
    `It is valid for ${say(days)} days, which was allowed when it was issued. Today’s limits are shorter.`,

  'no-san': ({ present, meant }) => {
    const lack = present
      ? 'No host name or address stands in subjectAltName.'
      : 'There is no subjectAltName.';
    return meant
      ? `${lack} Clients of today look for host names nowhere else.`
      : `${lack} A person or a device needs none; as a server’s certificate it would fit no host.`;
  },
  'san-malformed': ({ fault }) =>
    ({
      'san-unreadable': 'The alternative names cannot be read.',
      'san-trailing-data': 'Bytes follow the alternative names.',
      'san-empty': 'There is no name in subjectAltName; at least one has to be there.',
      'san-not-general-name': 'One of the alternative names is of no known kind.',
      'san-not-der': 'The alternative names are encoded in BER, not in DER.',
      'san-not-ia5': 'An alternative name has bytes that are not ASCII.',
      'san-ip-length': 'An IP address has neither 4 nor 16 bytes.',
    })[say(fault)] ?? 'The alternative names are malformed.',
  'common-name-not-in-san': ({ name }) =>
    `The common name ${say(name)} is not among the alternative names, so clients do not match it.`,
  'wildcard-alone': () => 'An asterisk alone stands for no name: no client matches it.',
  'wildcard-position': ({ name }) =>
    `In ${say(name)} the asterisk is not the whole first label. Most clients match nothing with it.`,
  'wildcard-public-suffix': ({ name, suffix }) =>
    `${say(name)} would cover every domain under ${say(suffix)}, where anybody can register one.`,
  'dns-name-syntax': ({ name, fault }) =>
    `${say(name) || 'The name'} is not a host name: ${own(dnsFaults, say(fault)) ?? 'it is malformed'}.`,
  'dns-name-underscore': ({ name }) =>
    `${say(name)} has an underscore. Clients take it, public CAs have not issued it since 2019.`,
  'dns-name-address': ({ name }) =>
    `${say(name)} is an address in a name for hosts. Clients look for addresses among the iPAddress names.`,
  'lab-name': ({ name, count }) =>
    Number(count) > 1
      ? `${say(name)} and ${Number(count) - 1} more are names for examples, tests or inner networks: no public CA certifies them.`
      : `${say(name)} is a name for examples, tests or inner networks: no public CA certifies it.`,
  'private-address': ({ address }) => `${say(address)} is not an address of the public internet.`,
  'many-names': ({ count, bytes }) =>
    `It carries ${say(count)} names and ${say(bytes)} bytes, which every client receives with every full handshake.`,
  large: ({ bytes }) =>
    `It has ${say(bytes)} bytes. A server sends about 14,000 before it must wait for the client’s answer.`,

  'request-without-names': ({ name }) =>
    name
      ? `It asks for no alternative names. Unless the CA adds ${say(name)} of its own accord, clients will match the certificate with no host.`
      : 'It asks for no alternative names. A server’s certificate needs them; one for a person or a device does not.',
  'weak-signature': ({ algorithm }) =>
    `It is signed with ${say(algorithm)}, whose hash has known collisions. Sign with SHA-256 or better.`,
  'list-algorithms-differ': ({ inside, outside }) =>
    `The signed part says ${say(inside)}, the list around it ${say(outside)}: they have to be the same.`,
  'list-outdated': ({ date }) =>
    `The next list was due on ${say(date)}. Whoever checks revocation strictly refuses every certificate of this CA until a newer list is there.`,
  'list-without-end': () =>
    'It does not say when the next list is due (nextUpdate), which every list has to: nobody can tell when it is too old.',
  'list-early': ({ date }) =>
    `It was made on ${say(date)}, which is in the future: clients do not take it yet.`,
  'response-outdated': ({ date }) =>
    `The next word was due on ${say(date)}. Clients count a response this old as none; a server that staples it has to fetch another.`,
  'response-early': ({ date }) =>
    `It counts from ${say(date)} on, which is in the future: clients do not take it yet.`,

  'not-for-servers': ({ purposes }) =>
    `It is not for TLS servers: extKeyUsage lists ${say(purposes) || 'nothing known'}.`,
  'no-purposes': () => 'It does not say what it is for (no extKeyUsage): it counts for every purpose.',
  'ca-as-leaf': () =>
    'It is a CA and carries names of hosts: whoever has the server’s key could sign certificates for any name.',
  'path-length-without-ca': () => 'It limits the CAs below it, but is not a CA.',
  'basic-constraints-not-critical': () => 'In a CA certificate basicConstraints has to be critical.',
  'cert-sign-without-ca': () => 'Its key may sign certificates (keyCertSign), but it is not a CA.',
  'ca-without-cert-sign': () =>
    'It is a CA, but keyUsage does not let its key sign certificates (keyCertSign).',
  'key-usage-empty': () => 'keyUsage allows nothing at all: at least one bit has to be set.',
  'no-digital-signature': ({ usages }) =>
    `keyUsage (${say(usages)}) lacks digitalSignature: the key cannot be used in TLS 1.3, nor with ephemeral keys before.`,
};

export const findings = {
  sentences,
  title: 'Findings',
  none: 'Nothing to remark on.',
  severities: {
    error: 'Error',
    warning: 'Warning',
    note: 'Note',
  } satisfies Record<FindingSeverity, string>,
  counts: {
    error: (count: number) => (count === 1 ? '1 error' : `${count} errors`),
    warning: (count: number) => (count === 1 ? '1 warning' : `${count} warnings`),
    note: (count: number) => (count === 1 ? '1 note' : `${count} notes`),
  } satisfies Record<FindingSeverity, (count: number) => string>,
};
