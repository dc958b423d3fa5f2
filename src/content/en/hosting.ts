/** Sentences for the rules that all server programs share. */
import type { Params } from '../../decision.ts';
import type { Counted } from '../../hosting/readingBudget.ts';
import type { HostingProblemCode, HostingQuestion, HostingRule } from '../../hosting/rules.ts';

type Sentence = (params: Params) => string;

const counted: Record<Counted, string> = {
  words: 'words',
  directives: 'directives, counting each as often as it is included or inherited',
  files: 'included files',
  levels: 'levels inside each other',
  characters: 'characters that variables and arguments stand for',
  places: 'sites, names and certificates, counting each once for every address and port it is on',
  problems: 'problems',
  comparisons: 'comparisons of file names with patterns',
};

const isCounted = (word: unknown): word is Counted =>
  typeof word === 'string' && Object.hasOwn(counted, word);

/** For the problem of each program that says which limit of its reader was reached. */
export const tooMuch: Sentence = ({ counted: what, limit }) => {
  const most = `More than ${Number(limit).toLocaleString('en')}`;
  if (what === 'problems') return `${most} problems were found. The others are left out.`;
  return `${most} ${isCounted(what) ? counted[what] : ''}: reading stopped here. What was not read could change the answer.`;
};

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
