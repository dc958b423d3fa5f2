/** Sentences for Caddy's rules and for what its Caddyfile reader reports. */
import type { Params } from '../../decision.ts';
import { tooMuch } from './hosting.ts';
import type { CaddyProblemCode, CaddyRule } from '../../hosting/caddy/codes.ts';

type Sentence = (params: Params) => string;

const rules: Record<CaddyRule, Sentence> = {
  'caddy-site-exact-name': ({ name }) => `The site block has the address ${name ?? ''}.`,
  'caddy-site-wildcard-name': ({ name, hosts }) =>
    `${name ?? ''} fits a wildcard of the site block (${hosts ?? ''}): one label, no more.`,
  'caddy-site-default-sni': () => 'No name was sent, and the site block has the default_sni.',
  'caddy-site-catch-all': () => 'The site block has an address without a host: it takes every name.',
  'caddy-site-other-name': ({ hosts, name }) => `Its addresses (${hosts ?? ''}) do not fit ${name ?? ''}.`,
  'caddy-site-no-server-name': () => 'No name was sent, and the site block does not have the default_sni.',
  'caddy-site-without-tls-settings': () =>
    'The site block says nothing of TLS, so a handshake cannot choose it.',
  'caddy-site-names-of-other-port': ({ hosts, own }) =>
    `Caddy 2.6 keeps one list of names for the TLS settings of a site block, that of the address it reads last: ${hosts ?? ''}, not ${own === '' ? 'every name' : (own ?? '')}.`,
  'caddy-any-site': () => 'No site block’s TLS settings fit. Any certificate that has the name may be sent.',
  'caddy-earlier-site': () => 'An earlier site block was chosen. Longer hosts are tried before shorter ones.',
  'caddy-certificate-exact-name': ({ name }) => `The certificate has the name ${name ?? ''}.`,
  'caddy-certificate-wildcard-name': ({ names, name }) =>
    `The certificate has a wildcard (${names ?? ''}) that fits ${name ?? ''}.`,
  'caddy-certificate-local-address': () => 'No name was sent, and the certificate has the address dialled.',
  'caddy-certificate-default-sni': () => 'No name was sent, and the certificate has the default_sni.',
  'caddy-certificate-of-site': ({ names }) =>
    `It is the site block’s certificate. It is sent although its names (${names ?? ''}) do not fit.`,
  'caddy-certificate-not-of-site': () => 'It is not a certificate of the chosen site block.',
  'caddy-certificate-other-name': ({ names }) => `Its names (${names ?? ''}) do not fit.`,
  'caddy-certificate-not-usable': ({ keyType }) =>
    `The client cannot use it: its ${keyType ?? ''} key, or its names, do not fit the hello.`,
  'caddy-certificate-later': () => 'It would do too, but another was loaded before it.',
  'caddy-certificate-unknown': ({ file }) => `${file ?? ''} was not given, so the names in it are not known.`,
  'caddy-resumed': ({ from }) =>
    `The session of ${from === '' ? 'a handshake without a name' : (from ?? '')} is resumed. No certificate is sent; the client keeps this one.`,
  'caddy-server-name-malformed': () =>
    'Go cannot read the server_name: it is empty, has several names, or ends with a dot. Alert unexpected_message.',
  'caddy-no-policy': ({ name }) =>
    `No site block’s TLS settings fit ${name === '' ? 'a hello without a name' : (name ?? '')}: alert internal_error.`,
  'caddy-no-certificate': ({ name, address }) =>
    `No certificate is loaded for ${name === '' ? `the address ${address ?? ''}, and no default_sni helps` : (name ?? '')}: alert internal_error.`,
  'caddy-no-shared-parameters': ({ keyType, version }) =>
    `The client and this ${keyType ?? ''} certificate share no cipher suite, group or signature scheme in TLS ${version ?? ''}: alert handshake_failure.`,
  'caddy-client-certificate': ({ certificate, version }) =>
    `The client certificate (${certificate ?? ''}) is refused: alert bad_certificate.${version === '1.3' ? ' In TLS 1.3 the client learns it after its own side has finished.' : ''}`,
  'caddy-host-missing': () => 'The request has no Host header: 400.',
  'caddy-host-malformed': ({ host }) =>
    `The Host header “${host ?? ''}” has characters that no host has: 400.`,
  'caddy-strict-sni-host': ({ host }) =>
    `Host ${host ?? ''} is not the name of the handshake, and strict_sni_host is on, by itself where a site of the port asks for client certificates: 421.`,
  'caddy-answer': ({ status }) => `The site answers ${status ?? ''}.`,
  'caddy-plain-http-to-tls': () => 'Plain HTTP was sent to a port that speaks TLS: 400.',
  'caddy-no-site': ({ host }) => `No site of this listener has ${host ?? ''}: 200 with nothing in it.`,
  'caddy-host-exact': ({ host }) => `The site block has the address ${host ?? ''}.`,
  'caddy-host-wildcard': ({ host, hosts }) =>
    `${host ?? ''} fits a wildcard of the site block (${hosts ?? ''}).`,
  'caddy-host-any': () => 'The site block has an address without a host: it takes every Host.',
  'caddy-host-other': ({ hosts, host }) => `Its addresses (${hosts ?? ''}) do not fit ${host ?? ''}.`,
  'caddy-host-earlier': () => 'An earlier site block was chosen. Longer hosts are tried before shorter ones.',
};

const problems: Record<CaddyProblemCode, Sentence> = {
  'caddy-too-much': tooMuch,
  'caddy-main-file-missing': ({ name }) => `The main file ${name ?? ''} is not among the files.`,
  'caddy-unclosed-quote': ({ name }) => `The quote ${name ?? ''} is not closed.`,
  'caddy-unclosed-heredoc': ({ name }) => `There is no line with ${name ?? ''} to end the text.`,
  'caddy-environment-variable': ({ name }) =>
    `The value of the environment variable ${name ?? ''} is not known here.`,
  'caddy-unexpected-closing-brace': () => 'A } closes nothing.',
  'caddy-unclosed-brace': () => 'A { is not closed.',
  'caddy-import-without-name': () => 'import needs a snippet or a file.',
  'caddy-import-not-given': ({ name }) => `import ${name ?? ''}: there is no such snippet or file.`,
  'caddy-import-wildcards': ({ name }) =>
    `import ${name ?? ''}: Caddy allows one * and one ? in the path, and no [...].`,
  'caddy-import-bad-pattern': ({ name }) =>
    `import ${name ?? ''}: Caddy cannot read this pattern: a [ is not closed, or a \\ stands at the end.`,
  'caddy-import-cycle': ({ name }) => `import ${name ?? ''} leads back to itself.`,
  'caddy-bad-site-address': ({ name }) => `${name ?? ''} is not a site address.`,
  'caddy-scheme-and-port-conflict': ({ name }) =>
    `${name ?? ''}: https on the HTTP port or http on the HTTPS port. Caddy does not start.`,
  'caddy-path-in-address': ({ name }) => `${name ?? ''}: the path is not taken into account.`,
  'caddy-bind-not-address': ({ name }) =>
    `bind ${name ?? ''} is passed over: only TCP on IP addresses is shown here.`,
  'caddy-ambiguous-site': ({ name }) =>
    `Two site blocks have the address ${name ?? ''}: Caddy does not start.`,
  'caddy-http-and-https-on-one-port': ({ name }) =>
    `${name ?? ''} asks for HTTP on a port that speaks TLS: Caddy does not start.`,
  'caddy-tls-settings-on-http': ({ name }) =>
    `${name ?? ''} is served over HTTP, but its block has a tls line: Caddy does not start.`,
  'caddy-unknown-global-option': ({ name }) => `Caddy 2.6 has no global option ${name ?? ''}.`,
  'caddy-unknown-tls-option': ({ name }) => `tls has no option ${name ?? ''}.`,
  'caddy-unknown-tls-version': ({ name }) => `Caddy speaks tls1.2 and tls1.3, not ${name ?? ''}.`,
  'caddy-unknown-client-auth-mode': ({ name }) => `client_auth has no mode ${name ?? ''}.`,
  'caddy-conflicting-tls-lines': ({ name }) =>
    `A later tls line of the block brings in ${name ?? ''}, which the first does not have: Caddy does not start.`,
  'caddy-missing-value': ({ name }) => `${name ?? ''} needs a value.`,
  'caddy-certificate-not-given': ({ name }) =>
    `The certificate ${name ?? ''} was not given. Its names and its key are not known.`,
  'caddy-certificate-unreadable': ({ name }) => `There is no readable certificate in ${name ?? ''}.`,
  'caddy-certificate-without-names': ({ name }) => `${name ?? ''} has no names: Caddy does not load it.`,
  'caddy-certificate-folder': ({ name }) => `The certificates in ${name ?? ''} are not read here.`,
  'caddy-automatic-certificate': ({ name }) =>
    `Caddy obtains or makes a certificate for ${name ?? ''} by itself. That certificate is not known here.`,
  'caddy-certificate-order-random': ({ name }) =>
    `Several certificates would do and none has the name: Caddy takes them in no fixed order, not always ${name ?? ''}.`,
  'caddy-conditional-directive': ({ name }) => `${name ?? ''} has a condition, which may change the answer.`,
  'caddy-status-from-upstream': ({ name }) => `The status comes from ${name ?? ''}.`,
  'caddy-status-from-files': () => 'The status depends on which files there are.',
  'caddy-placeholder-in-address': ({ name }) => `The placeholder in ${name ?? ''} is not replaced here.`,
  'caddy-print-name-not-caddy': ({ name }) =>
    `Caddy cannot express the name “${name ?? ''}”: it has exact names and wildcards of one label.`,
  'caddy-print-site-not-reached': ({ name }) => `${name ?? ''} has no listener and is left out.`,
  'caddy-print-default-site': ({ name }) =>
    `${name ?? ''} is the default: it is written once more as a block for every name.`,
  'caddy-print-reject-handshake': ({ name }) =>
    `Names that ${name ?? ''} refuses get alert internal_error from Caddy, not unrecognized_name.`,
  'caddy-print-key-file': ({ name }) =>
    `Where the private key of ${name ?? ''} is was not said: the same file is written.`,
  'caddy-print-versions': ({ name }) => `Caddy speaks TLS 1.2 and 1.3, not all of ${name ?? ''}.`,
  'caddy-print-haproxy-filters': ({ name }) => `Caddy cannot take a name out, as ${name ?? ''} does.`,
  'caddy-print-ciphers': ({ name }) =>
    `The cipher string ${name ?? ''} is left out: Caddy lists suites by name.`,
  'caddy-print-answer': ({ name }) =>
    `What ${name ?? ''} answers is not wholly known: a fixed status is written.`,
  'caddy-print-split-site': ({ name }) =>
    `${name ?? ''} has other addresses on other listeners: it is written as several blocks.`,
};

export const caddy = { rules, problems };
