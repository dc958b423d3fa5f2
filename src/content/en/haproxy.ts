/** Sentences for HAProxy's rules and for what its configuration reader reports. */
import type { Params } from '../../decision.ts';
import { tooMuch } from './hosting.ts';
import type { HaproxyProblemCode, HaproxyRule } from '../../hosting/haproxy/codes.ts';

type Sentence = (params: Params) => string;

const rules: Record<HaproxyRule, Sentence> = {
  'haproxy-server-name-malformed': ({ kind }) =>
    `HAProxy wants one host_name of 1 to 255 bytes in server_name (${kind ?? ''}): alert unrecognized_name.`,
  'haproxy-server-name-list': () =>
    'HAProxy looked up the first name, then OpenSSL refused a server_name with several: alert decode_error.',
  'haproxy-exact-name': ({ by }) => `The certificate itself has the name ${by ?? ''}.`,
  'haproxy-exact-filter': ({ by }) => `Its crt-list line lists ${by ?? ''}.`,
  'haproxy-wildcard-name': ({ by, name }) =>
    `The certificate has ${by ?? ''}, which stands for ${name ?? ''}: one label, no more.`,
  'haproxy-wildcard-filter': ({ by, name }) =>
    `Its crt-list line lists ${by ?? ''}, which stands for ${name ?? ''}: one label, no more.`,
  'haproxy-default-first': ({ name }) =>
    `${name === '' ? 'No name was sent' : `No certificate has ${name ?? ''}`}, and this is the first certificate of the bind line: the default.`,
  'haproxy-default-marked': ({ name }) =>
    `${name === '' ? 'No name was sent' : `No certificate has ${name ?? ''}`}, and this one is a default with a key that the client can use.`,
  'haproxy-no-name-matches': ({ names, name }) => `Its names (${names ?? ''}) do not include ${name ?? ''}.`,
  'haproxy-no-filter-matches': ({ names, name }) =>
    `The filters of its crt-list line (${names ?? ''}) do not include ${name ?? ''}. Its own names do not count.`,
  'haproxy-negated': ({ by }) => `Its crt-list line takes the name out: ${by ?? ''}.`,
  'haproxy-earlier-same-name': ({ by }) =>
    `It has ${by ?? ''} too, but an earlier certificate with the same kind of key has it first.`,
  'haproxy-exact-before-wildcard': ({ by }) => `It has ${by ?? ''}. An exact name comes before a wildcard.`,
  'haproxy-other-key-type': ({ keyType }) =>
    `Its key is ${keyType ?? ''}. HAProxy takes ECDSA when it sees that the client can, else RSA.`,
  'haproxy-not-default': () => 'No name was sent, and it is not a default certificate.',
  'haproxy-strict-sni': ({ name }) =>
    `${name === '' ? 'No name was sent' : `No certificate has ${name ?? ''}`}, and strict-sni allows no default: alert unrecognized_name.`,
  'haproxy-certificate-unknown': ({ file }) =>
    `${file ?? ''} was not given, so the names in it are not known.`,
  'haproxy-no-shared-cipher': ({ keyType, version }) =>
    `The client and this ${keyType ?? ''} certificate share no cipher suite or signature scheme in TLS ${version ?? ''}: alert handshake_failure.`,
  'haproxy-resumed': ({ from }) =>
    `The session of ${from === '' ? 'a handshake without a name' : (from ?? '')} is resumed. No certificate is sent; the client keeps this one.`,
  'haproxy-refused-before-lookup': () => 'The hello was refused before any certificate was looked up.',
  'haproxy-site-of-listener': () =>
    'The frontend of the listener answers. HAProxy does not compare Host with the name in the handshake.',
  'haproxy-site-other-listener': () => 'It is the frontend of another listener.',
  'haproxy-plain-http-to-tls': () =>
    'Plain HTTP was sent to a bind line with ssl: HAProxy closes the connection without an answer.',
  'haproxy-answer': ({ status }) => `The frontend answers ${status ?? ''}.`,
  'haproxy-client-certificate': ({ certificate, clientAuth, version }) =>
    `The client certificate (${certificate ?? ''}) does not pass verify ${clientAuth ?? ''}. ${version === '1.3' ? 'In TLS 1.3 the client learns it after its own side has finished.' : 'The handshake ends there.'}`,
};

const problems: Record<HaproxyProblemCode, Sentence> = {
  'haproxy-main-file-missing': ({ file }) => `The main file ${file ?? ''} is not among the files.`,
  'haproxy-too-much': tooMuch,
  'haproxy-unmatched-quote': ({ quote }) => `The quote ${quote ?? ''} is not closed on its line.`,
  'haproxy-bad-hex-escape': ({ escape }) =>
    `${escape ?? ''} is not a byte: two hexadecimal digits are needed.`,
  'haproxy-bad-variable': () => 'A $ in double quotes must begin a variable: write \\$ for the character.',
  'haproxy-environment-variable': ({ name }) =>
    `The value of the environment variable ${name ?? ''} is not known here.`,
  'haproxy-conditional-block': ({ word }) => `${word ?? ''} is not evaluated: both branches are read.`,
  'haproxy-outside-section': ({ word }) => `${word ?? ''} stands before the first section.`,
  'haproxy-bad-bind-address': ({ address }) => `bind ${address ?? ''} is not an address with a port.`,
  'haproxy-bind-address-not-ip': ({ address }) =>
    `bind ${address ?? ''} is passed over: only TCP on IP addresses is shown here.`,
  'haproxy-unknown-bind-keyword': ({ word }) => `HAProxy has no bind option ${word ?? ''}.`,
  'haproxy-missing-bind-value': ({ word }) => `${word ?? ''} needs a value.`,
  'haproxy-unknown-tls-version': ({ word, value }) => `${word ?? ''}: there is no version ${value ?? ''}.`,
  'haproxy-all-versions-disabled': () => 'No TLS version is left: HAProxy does not start.',
  'haproxy-unknown-verify': ({ value }) => `verify takes none, optional or required, not ${value ?? ''}.`,
  'haproxy-verify-without-ca': () => 'verify needs a ca-file: HAProxy does not start.',
  'haproxy-keyword-needs-version': ({ word, needs, version }) =>
    `${word ?? ''} came with HAProxy ${needs ?? ''}; this is ${version ?? ''}.`,
  'haproxy-no-certificate-on-bind': () => 'The bind line has ssl and no certificate: HAProxy does not start.',
  'haproxy-strict-sni-without-certificate': () =>
    'The bind line has strict-sni and no certificate: every handshake is refused.',
  'haproxy-certificate-not-given': ({ file }) =>
    `The certificate ${file ?? ''} was not given. Its names and its key are not known.`,
  'haproxy-certificate-unreadable': ({ file }) => `There is no readable certificate in ${file ?? ''}.`,
  'haproxy-crt-list-not-given': ({ file }) => `The crt-list ${file ?? ''} was not given.`,
  'haproxy-crt-list-syntax': ({ text }) =>
    `“${text ?? ''}” is not a crt-list line: a certificate, options in [ ], then filters.`,
  'haproxy-crt-list-keyword': ({ word }) => `A crt-list line has no option ${word ?? ''}.`,
  'haproxy-certificate-store': ({ path }) => `${path ?? ''} names a crt-store, which is not read here.`,
  'haproxy-generate-certificates': () => 'generate-certificates makes certificates that are not known here.',
  'haproxy-proxy-protocol': ({ word }) => `${word ?? ''}: clients must send a PROXY header first.`,
  'haproxy-signature-algorithms': ({ value }) => `sigalgs ${value ?? ''} is not taken into account.`,
  'haproxy-address-bound-twice': ({ address, port }) =>
    `${address ?? ''}:${port ?? ''} is bound twice. The kernel spreads connections over both; here the first takes them.`,
  'haproxy-conditional-rule': ({ rule }) => `${rule ?? ''} has a condition, which may change the answer.`,
  'haproxy-status-from-upstream': ({ server }) => `The status comes from the server ${server ?? ''}.`,
  'haproxy-not-http': ({ mode }) => `mode ${mode ?? ''}: HAProxy passes bytes on and answers nothing itself.`,
  'haproxy-lua-not-modelled': ({ action }) => `${action ?? ''} runs a script that may change the answer.`,
  'haproxy-backend-missing': ({ backend }) => `There is no backend ${backend ?? ''}.`,
  'haproxy-print-names-not-haproxy': ({ name }) =>
    `HAProxy cannot express the name “${name ?? ''}”: it has exact names and wildcards of one label.`,
  'haproxy-print-site-not-reached': ({ site }) => `${site ?? ''} has no listener.`,
  'haproxy-print-default-names': ({ file }) =>
    `${file ?? ''} is a default certificate, which this line cannot say.`,
  'haproxy-print-reject-per-site': ({ site }) =>
    `HAProxy cannot refuse the names of ${site ?? ''} alone: strict-sni is for the whole bind line.`,
  'haproxy-print-optional-no-ca': () =>
    'HAProxy cannot take client certificates of an unknown CA without verifying: verify optional is written.',
  'haproxy-print-ca-file': () => 'The CA for client certificates is not known: a placeholder is written.',
  'haproxy-print-no-certificate': ({ port }) => `Port ${port ?? ''} has TLS and no certificate.`,
  'haproxy-print-host-routing': ({ sites }) =>
    `The certificates of ${sites ?? ''} sites are written; which page Host picks is not.`,
  'haproxy-print-no-certificate-of-site': ({ site }) =>
    `${site ?? ''} has no certificate: its names get the default one.`,
  'haproxy-print-key-file': ({ site }) =>
    `HAProxy wants the private key of ${site ?? ''} in the certificate’s file, or beside it as FILE.key.`,
  'haproxy-print-word': ({ word }) =>
    `“${word ?? ''}” cannot stand in a crt-list: it has blanks or brackets.`,
};

export const haproxy = { rules, problems };
