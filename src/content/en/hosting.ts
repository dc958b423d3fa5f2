/** Sentences for the rules that all server programs share. */
import type { Params } from '../../decision.ts';
import type { HostingProblemCode, HostingQuestion, HostingRule } from '../../hosting/rules.ts';

type Sentence = (params: Params) => string;

const questions: Record<HostingQuestion, Sentence> = {
  'which-listener': () => 'Which listener takes the connection?',
  'which-certificate': () => 'Whose certificate is served?',
  'which-of-its-certificates': () => 'Which of the site’s certificates is sent?',
  'which-site': () => 'Which site answers the request?',
};

const rules: Record<HostingRule, Sentence> = {
  'listener-other-port': ({ port }) => `It listens on port ${port ?? ''}, another port.`,
  'listener-other-address': ({ address }) => `It listens on ${address ?? ''}, another address.`,
  'listener-other-family': () => 'It takes addresses of the other IP version only.',
  'listener-this-address': ({ asked }) => `It listens on exactly ${asked ?? ''}.`,
  'listener-any-address': ({ port }) => `It listens on port ${port ?? ''} of every address.`,
  'listener-hidden-by-address': () =>
    'Another listener names this address. Sites that are only here cannot be reached on it.',
  'listener-same-as-earlier': () => 'An earlier listener takes the same connections.',
  'server-name-malformed': ({ kind }) =>
    `The server_name extension is malformed (${kind ?? ''}): alert decode_error.`,
  'server-name-too-long': () => 'The name in server_name is longer than 255 bytes: alert unrecognized_name.',
  'server-name-has-nul': () => 'The name in server_name contains a NUL byte: alert unrecognized_name.',
  'key-type-only': ({ file }) => `${file ?? ''} is the only certificate of the site.`,
  'key-type-by-signature-scheme': ({ keyType, by }) =>
    `${by ?? ''} is the first signature scheme that one of the certificates can make, and it needs the ${keyType ?? ''} key.`,
  'key-type-by-cipher-suite': ({ keyType, by }) =>
    `${by ?? ''} is the first cipher suite that both sides can use, and it needs the ${keyType ?? ''} key.`,
  'key-type-passed-over': ({ keyType }) => `Its ${keyType ?? ''} key is not the one that is needed.`,
  'key-type-not-usable': ({ keyType }) =>
    `The client offers no signature scheme or cipher suite for its ${keyType ?? ''} key.`,
  'key-type-replaced': ({ keyType }) =>
    `A later certificate with the same kind of key (${keyType ?? ''}) replaces it.`,
  'no-common-version': ({ offered, enabled }) =>
    `The client offers TLS ${offered ?? ''}; the server has ${enabled === '' ? 'none' : (enabled ?? '')} enabled: alert protocol_version.`,
  'no-usable-certificate': () =>
    'The client can use none of the certificates of this site: alert handshake_failure.',
  'no-cipher-for-version': ({ enabled }) =>
    `No cipher suite is enabled for the highest enabled version of TLS (${enabled ?? ''}): alert handshake_failure.`,
  'no-connection': () => 'Nothing listens on this address and port, so nothing answers.',
  'old-version-needs-level-0': ({ version }) =>
    `TLS ${version ?? ''} is enabled, but OpenSSL 3 signs for it only at security level 0: alert internal_error.`,
};

const problems: Record<HostingProblemCode, Sentence> = {
  'software-not-supported': ({ software }) => `The rules of ${software ?? ''} are not known here.`,
};

export const hosting = { questions, rules, problems };
