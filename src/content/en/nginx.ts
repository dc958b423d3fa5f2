/** Sentences for nginx's rules and for what its configuration reader reports. */
import type { Params } from '../../decision.ts';
import { tooMuch } from './hosting.ts';
import type { NginxProblemCode, NginxRule } from '../../hosting/nginx/codes.ts';

type Sentence = (params: Params) => string;

const noName = ({ host }: Params, otherwise: string): string =>
  host === undefined || host === '' ? 'No usable name was given' : otherwise;

const rules: Record<NginxRule, Sentence> = {
  'nginx-exact-name': ({ host }) => `server_name lists ${host ?? ''} itself. An exact name comes first.`,
  'nginx-leading-wildcard': ({ name, host }) =>
    `${name ?? ''} is the longest wildcard that ${host ?? ''} ends with. It fits at any depth.`,
  'nginx-trailing-wildcard': ({ name, host }) =>
    `${name ?? ''} is the longest wildcard that ${host ?? ''} begins with.`,
  'nginx-regex': ({ name, host }) =>
    `${name ?? ''} is the first regular expression that matches ${host ?? ''}; no plain name or wildcard did.`,
  'nginx-default-marked': (params) =>
    `${noName(params, `No server_name fits ${params.host ?? ''}`)}, and this server is marked default_server.`,
  'nginx-default-first': (params) =>
    `${noName(params, `No server_name fits ${params.host ?? ''}`)}, and this is the first server of the listener. No other is marked default_server.`,
  'nginx-only-server': () => 'It is the only server of this address and port: nginx looks up no name.',
  'nginx-name-outranked': ({ name, winner }) => `${name ?? ''} fits too, but ${winner ?? ''} comes first.`,
  'nginx-name-ignored': ({ name }) =>
    `It lists ${name ?? ''} too, but an earlier server already has that name. nginx ignores the second.`,
  'nginx-name-differs': ({ names, host }) => `None of its names (${names ?? ''}) fits ${host ?? ''}.`,
  'nginx-no-name': () => 'It has no server_name, so no name can choose it.',
  'nginx-not-default': () => 'No usable name was given, and it is not the default server.',
  'nginx-regex-not-tried': () =>
    'It has only regular expressions. They are not tried once a plain name or wildcard fits.',
  'nginx-not-asked': () => 'The handshake ended before a server was chosen.',
  'nginx-certificate-of-default': () =>
    'The chosen server has no certificate. nginx sends the one of the default server.',
  'nginx-no-certificate-for-name': ({ file }) =>
    `ssl_certificate contains the name that was sent, and there is no file ${file ?? ''}: alert internal_error.`,
  'nginx-handshake-rejected': () =>
    'ssl_reject_handshake is on in the chosen server: alert unrecognized_name, and no certificate.',
  'nginx-session-of-other-name': ({ from }) =>
    `The session offered for resumption was made for ${from ?? ''}. A server that verifies clients refuses it: alert access_denied.`,
  'nginx-host-missing': () => 'The request has no Host header: 400.',
  'nginx-host-invalid': ({ host }) => `The Host header “${host ?? ''}” is not a valid name: 400.`,
  'nginx-plain-http-to-tls': () => 'Plain HTTP was sent to a port that speaks TLS: 400.',
  'nginx-misdirected': ({ host, serverName, status }) =>
    `The handshake was for ${serverName ?? ''}, the request is for ${host === '' ? 'no host' : (host ?? '')}, and the server for that verifies clients: ${status ?? 421} Misdirected Request.`,
  'nginx-client-certificate-missing': ({ status }) =>
    `The server requires a client certificate and none was sent in the handshake: ${status ?? 400}.`,
  'nginx-client-certificate-bad': ({ status }) =>
    `The client certificate was not accepted. nginx says so only now, not in the handshake: ${status ?? 400}.`,
  'nginx-site-answers': ({ status }) => `The server answers: ${status ?? 200}.`,
};

const problems: Record<NginxProblemCode, Sentence> = {
  'nginx-unexpected': ({ found, expected }) => `Unexpected “${found ?? ''}”; expected: ${expected ?? ''}.`,
  'nginx-unexpected-end': ({ expected, opened }) =>
    opened === 0
      ? `The file ends too early; expected: ${expected ?? ''}.`
      : `The file ends too early; expected: ${expected ?? ''}. What does not end begins in line ${opened ?? ''}.`,
  'nginx-no-main-file': ({ file }) => `There is no file ${file ?? ''}.`,
  'nginx-no-http': () => 'There is no http block, so no web server.',
  'nginx-include-missing': ({ path }) =>
    `The included file ${path ?? ''} was not given. It could change the answer.`,
  'nginx-include-nothing': ({ path }) => `No given file fits include ${path ?? ''}.`,
  'nginx-include-loop': ({ path }) => `${path ?? ''} includes itself.`,
  'nginx-too-much': tooMuch,
  'nginx-wrong-place': ({ directive }) =>
    `${directive ?? ''} stands outside http. It is read as if it stood inside.`,
  'nginx-wrong-arguments': ({ directive, found }) => `${directive ?? ''} does not take “${found ?? ''}”.`,
  'nginx-duplicate': ({ directive }) => `${directive ?? ''} stands twice on this level.`,
  'nginx-block-missing': ({ directive }) => `${directive ?? ''} needs a block; expected: {.`,
  'nginx-block-not-expected': ({ directive }) => `${directive ?? ''} takes no block; expected: ;.`,
  'nginx-unknown-directive': ({ directive }) => `This version of nginx has no directive ${directive ?? ''}.`,
  'nginx-listen-invalid': ({ text }) => `“${text ?? ''}” is not an address and port to listen on.`,
  'nginx-listen-parameter': ({ text }) => `listen has no parameter “${text ?? ''}”.`,
  'nginx-listen-passed-over': ({ text }) => `listen ${text ?? ''} is passed over: only TCP is shown here.`,
  'nginx-listen-host-name': ({ text }) =>
    `listen ${text ?? ''} is passed over: what address the name has is not known here.`,
  'nginx-duplicate-listen': ({ text }) => `The server listens on ${text ?? ''} twice.`,
  'nginx-duplicate-default': ({ text }) => `${text ?? ''} already has a default_server.`,
  'nginx-invalid-name': ({ name }) =>
    `server_name “${name ?? ''}” is invalid: a * may only be the whole first or last label.`,
  'nginx-conflicting-name': ({ name, address }) =>
    `Conflicting server name “${name ?? ''}” on ${address ?? ''}: an earlier server has it, this one is ignored.`,
  'nginx-hostname-variable': () =>
    'server_name $hostname is the name of the machine, which is not known here.',
  'nginx-regex-unsupported': ({ name }) =>
    `${name ?? ''} uses syntax of PCRE that is not judged here. It counts as not matching.`,
  'nginx-regex-limit': ({ name, host }) =>
    `Whether ${name ?? ''} matches “${host ?? ''}” takes too many steps to find out. nginx gives up at a limit, too; here it counts as not matching.`,
  'nginx-no-certificate': ({ site }) =>
    `${site ?? ''} listens with ssl and has no ssl_certificate: nginx does not start.`,
  'nginx-no-certificate-key': ({ file }) => `There is no ssl_certificate_key for ${file ?? ''}.`,
  'nginx-certificate-not-given': ({ file }) =>
    `The certificate ${file ?? ''} was not given. It is served all the same, but its contents are not known.`,
  'nginx-certificate-variable': ({ file }) =>
    `ssl_certificate ${file ?? ''} contains a variable. Which file it is depends on the connection.`,
  'nginx-no-client-ca': () => 'ssl_verify_client needs ssl_client_certificate: nginx does not start.',
  'nginx-cipher-unknown': ({ word }) => `ssl_ciphers: “${word ?? ''}” is not judged here.`,
  'nginx-cipher-none': ({ text }) =>
    `ssl_ciphers “${text ?? ''}” leaves no cipher suite: nginx does not start.`,
  'nginx-scripted-certificate': ({ directive }) =>
    `${directive ?? ''} runs a script that may choose the certificate.`,
  'nginx-scripted-answer': ({ directive }) => `${directive ?? ''} runs a script that may change the answer.`,
  'nginx-conditional-answer': () => 'An if block may change the answer.',
  'nginx-stream': ({ port }) =>
    `A stream server listens on port ${port ?? ''}. What it does with connections is not shown here.`,
  'nginx-print-name': ({ name }) => `nginx cannot express the name “${name ?? ''}”.`,
  'nginx-print-address': ({ address }) => `nginx cannot listen on “${address ?? ''}”.`,
  'nginx-print-sni': () => 'nginx cannot switch server_name off: it depends on the TLS library.',
  'nginx-print-client-ca': ({ file }) =>
    `The CA for client certificates is not known. ${file ?? ''} is written in its place.`,
  'nginx-print-entries': () =>
    'nginx chooses by server_name. A list of certificates by name cannot be expressed.',
  'nginx-print-order': ({ address }) =>
    `On ${address ?? ''} the sites stand in another order than elsewhere. nginx knows one order.`,
  'nginx-print-no-certificate': ({ site }) =>
    `${site ?? ''} is the default of a TLS listener and has no certificate: nginx would not start.`,
  'nginx-print-setting': ({ setting }) => `nginx cannot express ${setting ?? ''}.`,
};

export const nginx = { rules, problems };
