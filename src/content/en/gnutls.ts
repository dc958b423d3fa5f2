/** Sentences for gnutls-serv's rules and for what its command line reader reports. */
import type { Params } from '../../decision.ts';
import type { GnutlsProblemCode, GnutlsRule } from '../../hosting/gnutls/codes.ts';
import { tooMuch } from './hosting.ts';

type Sentence = (params: Params) => string;

const rules: Record<GnutlsRule, Sentence> = {
  'gnutls-name-matches': ({ name }) =>
    `The certificate has exactly the name ${name ?? ''}, and it is the first one that does.`,
  'gnutls-first-usable': ({ name }) =>
    `${name === '' ? 'No name was sent' : `No usable certificate has exactly the name ${name ?? ''}`}, and this is the first certificate that the client can use: the default.`,
  'gnutls-other-name': ({ names, name }) =>
    `Its names (${names === '' ? 'none' : (names ?? '')}) do not include exactly ${name ?? ''}. GnuTLS expands no wildcard here.`,
  'gnutls-no-name-said': () => 'No name was sent, and it is not the first certificate.',
  'gnutls-later-same-name': ({ name }) =>
    `It has the name ${name ?? ''} too, but an earlier one has it first.`,
  'gnutls-key-not-usable': ({ keyType }) =>
    `The client offers no cipher suite or signature scheme for its ${keyType ?? ''} key.`,
  'gnutls-key-of-other-suite': ({ keyType }) =>
    `Its key is ${keyType ?? ''}. In TLS 1.2 the client’s first usable cipher suite wants another kind of key, and that comes before names.`,
  'gnutls-server-name-malformed': ({ kind }) =>
    `The server_name extension is malformed (${kind ?? ''}): alert decode_error.`,
  'gnutls-server-name-not-ascii': () =>
    'The name in server_name has bytes that are not printable ASCII: alert illegal_parameter.',
  'gnutls-sni-hostname-fatal': ({ name, wanted }) =>
    `The client said ${name ?? ''}. With --sni-hostname-fatal only ${wanted ?? ''} is taken: alert unrecognized_name.`,
  'gnutls-no-common-version': ({ offered, enabled, alert }) =>
    `The client offers TLS ${offered ?? ''}; the server has ${enabled ?? ''} enabled: alert ${alert ?? ''}.`,
  'gnutls-no-usable-certificate': ({ version }) =>
    `The client can use none of the certificates in TLS ${version ?? ''}: alert handshake_failure.`,
  'gnutls-certificate-required': ({ version }) =>
    `The client sent no certificate, and --require-client-cert wants one: alert ${version === '1.3' ? 'certificate_required' : 'decode_error'}.`,
  'gnutls-certificate-not-verified': ({ certificate }) =>
    `The client certificate (${certificate ?? ''}) does not pass --verify-client-cert: alert access_denied.`,
  'gnutls-answer': ({ status }) =>
    `gnutls-serv answers ${status ?? ''} with a page about the connection, whatever Host says.`,
  'gnutls-site-of-certificate': () => 'Its certificate was served. One program answers for all of them.',
  'gnutls-site-other-certificate': () => 'Another certificate was served.',
};

const problems: Record<GnutlsProblemCode, Sentence> = {
  'gnutls-main-file-missing': ({ file }) => `The script ${file ?? ''} is not among the files.`,
  'gnutls-too-much': tooMuch,
  'gnutls-unmatched-quote': () => 'A quote or a backslash has no end.',
  'gnutls-not-a-command': ({ word }) => `${word ?? ''} is not a call of gnutls-serv.`,
  'gnutls-unknown-option': ({ word }) => `gnutls-serv 3.7 has no option ${word ?? ''}.`,
  'gnutls-missing-value': ({ word }) => `${word ?? ''} needs a value.`,
  'gnutls-not-an-option': ({ word }) => `${word ?? ''} is not an option: gnutls-serv takes nothing else.`,
  'gnutls-bad-port': ({ port }) => `${port ?? ''} is not a port: a number from 1 to 65535.`,
  'gnutls-port-taken': ({ port }) =>
    `Port ${port ?? ''} is taken by an earlier command: gnutls-serv always listens on every address.`,
  'gnutls-conflicting-options': () =>
    '--disable-client-cert and --require-client-cert exclude each other: gnutls-serv does not start.',
  'gnutls-keys-and-certificates': () =>
    'Every --x509certfile needs its --x509keyfile, in the same order: gnutls-serv does not start.',
  'gnutls-no-certificate': () => 'There is no --x509certfile: every handshake with a certificate fails.',
  'gnutls-certificate-not-given': ({ file }) =>
    `The certificate ${file ?? ''} was not given. Its names and its key are not known.`,
  'gnutls-certificate-unreadable': ({ file }) => `There is no readable certificate in ${file ?? ''}.`,
  'gnutls-datagrams': () => '--udp makes it a DTLS server; it is shown here as if it used TCP.',
  'gnutls-no-http': () =>
    '--echo sends back what it gets: there is no HTTP answer. The status shown is not real.',
  'gnutls-option-not-modelled': ({ word }) => `${word ?? ''} is not taken into account.`,
  'gnutls-priority-not-modelled': ({ parts }) =>
    `Of the priority string only the TLS versions are read, not ${parts ?? ''}.`,
  'gnutls-no-version': () => 'The priority string enables no TLS version.',
  'gnutls-resumption-not-modelled': () => 'Whether gnutls-serv resumes this session is not known here.',
  'gnutls-print-address': ({ address, port }) =>
    `gnutls-serv cannot listen on ${address ?? ''} alone: port ${port ?? ''} is open on every address.`,
  'gnutls-print-plain': ({ port }) => `Port ${port ?? ''} without TLS cannot be expressed, and is left out.`,
  'gnutls-print-names': ({ site, names }) =>
    `gnutls-serv goes by the exact names in a certificate: ${names ?? ''} of ${site ?? ''} cannot be given to it.`,
  'gnutls-print-strict': ({ site }) =>
    `Refusing names as ${site ?? ''} does cannot be expressed: --sni-hostname-fatal knows one name only.`,
  'gnutls-print-no-sni': () => 'gnutls-serv always reads server_name.',
  'gnutls-print-settings-differ': ({ site, first }) =>
    `TLS versions and client certificates are one setting for the port: those of ${first ?? ''} are written, not those of ${site ?? ''}.`,
  'gnutls-print-key-file': ({ file }) =>
    `The key of ${file ?? ''} is not known: the same file is written for it.`,
  'gnutls-print-no-certificate': ({ port }) => `Port ${port ?? ''} has no certificate, and is left out.`,
  'gnutls-print-host-routing': ({ sites }) =>
    `The certificates of ${sites ?? ''} sites are written; gnutls-serv answers them all with the same page.`,
};

export const gnutls = { rules, problems };
