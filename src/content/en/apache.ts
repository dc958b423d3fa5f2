/** Sentences for Apache httpd's rules and for what its configuration reader and printer report. */
import type { Params } from '../../decision.ts';
import { tooMuch } from './hosting.ts';
import type { ApacheProblem, ApacheRule } from '../../hosting/apache/codes.ts';

type Sentence = (params: Params) => string;

const verification = ({ needed }: Params): string =>
  needed === 'required' ? 'requires' : needed === 'optional-no-ca' ? 'takes any' : 'asks for a';

const rules: Record<ApacheRule, Sentence> = {
  'apache-name': ({ name, matched }) =>
    `${matched ?? ''} is its ServerName or a ServerAlias, and it is the first virtual host in the file that fits ${name ?? ''}.`,
  'apache-name-wildcard': ({ name, matched }) =>
    `Its ServerAlias ${matched ?? ''} fits ${name ?? ''}, at any depth, and it is the first virtual host in the file that fits. A later exact name does not win.`,
  'apache-name-not-matched': ({ name }) => `Neither its ServerName nor a ServerAlias fits ${name ?? ''}.`,
  'apache-after-match': () => 'An earlier virtual host fits already, so this one is not looked at.',
  'apache-default-no-server-name': () =>
    'The client sent no server name, so the first virtual host of the address is taken.',
  'apache-default-no-match': ({ name }) =>
    `No virtual host of the address fits ${name ?? ''}, so the first one is taken.`,
  'apache-default-host': ({ name }) =>
    `No virtual host of the address fits the host ${name ?? ''}, so the first one is taken.`,
  'apache-default-bad-host': () =>
    'The request names no usable host, so the first virtual host of the address answers.',
  'apache-default-plain': () =>
    'The first virtual host of the address has no SSLEngine on, so the whole address speaks plain HTTP.',
  'apache-plain-http': () => 'The client spoke plain HTTP, so no certificate is chosen.',
  'apache-default-no-sni-library': () =>
    'The TLS library cannot read server names, so the first virtual host of the address is taken.',
  'apache-default-engine-off': () =>
    'The virtual host that fits has SSLEngine off, so the certificate of the first one is sent.',
  'apache-matched-engine-off': ({ name }) =>
    `It fits ${name ?? ''}, but has SSLEngine off and so no certificate to send.`,
  'apache-not-default': () => 'It is not the first virtual host of the address.',
  'apache-address-class-not-searched': ({ address, searched }) =>
    `It is on ${address ?? ''}. Virtual hosts on the more specific ${searched ?? ''} exist, and only those are searched.`,
  'apache-server-name-unreadable': () =>
    'The handshake ended at the server_name extension, before a virtual host was chosen.',
  'apache-answered': ({ site }) => `The virtual host ${site ?? ''} answers: 200.`,
  'apache-bad-host': ({ host }) =>
    host === ''
      ? 'The request has no Host header: 400.'
      : `The Host header “${host ?? ''}” is not valid: 400.`,
  'apache-engine-off-needs-certificate': ({ site }) =>
    `${site ?? ''} has SSLEngine off and still requires a client certificate, which nobody asked for: httpd closes the connection.`,
  'apache-plain-http-to-tls': () => 'Plain HTTP was sent to a port that speaks TLS: 400.',
  'apache-strict-sni': ({ site }) =>
    `SSLStrictSNIVHostCheck is on in ${site ?? ''}, and the client sent no server name: 403. The handshake itself was not refused.`,
  'apache-policy-strict': ({ handshake, host }) =>
    `The handshake was for ${handshake ?? ''}, the request is for ${host ?? ''}, and SSLVHostSNIPolicy strict allows no change: 421.`,
  'apache-policy-secure': ({ handshake, host, differences }) =>
    `The handshake was for ${handshake ?? ''}, the request is for ${host ?? ''}, and their TLS setup differs (${differences ?? ''}): 421.`,
  'apache-policy-authonly': ({ handshake, host }) =>
    `The handshake was for ${handshake ?? ''}, the request is for ${host ?? ''}, and they verify clients differently: 421.`,
  'apache-policy-compatible': ({ handshake, host }) =>
    `The handshake was for ${handshake ?? ''}, the request is for ${host ?? ''}. Their TLS setup is the same, so it is answered.`,
  'apache-policy-authonly-same': ({ handshake, host }) =>
    `The handshake was for ${handshake ?? ''}, the request is for ${host ?? ''}. They verify clients alike, and SSLVHostSNIPolicy authonly compares nothing else.`,
  'apache-policy-insecure': ({ handshake, host }) =>
    `The handshake was for ${handshake ?? ''}, the request is for ${host ?? ''}. SSLVHostSNIPolicy insecure compares nothing.`,
  'apache-policy-not-checked': ({ host }) =>
    `The client sent no server name. This version then does not compare the TLS setup, so ${host ?? ''} answers.`,
  'apache-client-certificate-missing': ({ site }) =>
    `${site ?? ''} requires a client certificate, and the client sent none.`,
  'apache-client-certificate-bad': (params) =>
    `${params.site ?? ''} ${verification(params)} client certificate, and this one is not accepted (${params.certificate ?? ''}).`,
  'apache-client-ca-differs': ({ site }) =>
    `${site ?? ''} requires a client certificate from other authorities than the handshake knew: 403.`,
  'apache-no-post-handshake': ({ site }) =>
    `${site ?? ''} asks for a client certificate after the handshake, which is not possible on this TLS 1.3 connection: 403.`,
};

const problems: Record<ApacheProblem, Sentence> = {
  'apache-main-file-missing': ({ file }) => `There is no file ${file ?? ''}.`,
  'apache-section-not-closed': ({ section }) =>
    `<${section ?? ''}> is not closed in its file; expected: </${section ?? ''}>.`,
  'apache-section-not-open': ({ section }) => `</${section ?? ''}> without an open <${section ?? ''}>.`,
  'apache-section-mismatch': ({ section, expected }) =>
    `Expected: </${expected ?? ''}>; found: </${section ?? ''}>.`,
  'apache-section-bracket': ({ section }) => `<${section ?? ''} has no closing “>” on its line.`,
  'apache-include-missing': ({ path }) => `Include names ${path ?? ''}, which is not among the files given.`,
  'apache-include-no-match': ({ path }) => `Include ${path ?? ''} fits none of the files given.`,
  'apache-include-optional-no-match': ({ path }) =>
    `IncludeOptional ${path ?? ''} fits none of the files given.`,
  'apache-include-depth': ({ path, most }) =>
    `Include ${path ?? ''} is nested deeper than ${most ?? ''} files.`,
  'apache-too-much': tooMuch,
  'apache-undefined-variable': ({ name }) => `The variable \${${name ?? ''}} is not defined in these files.`,
  'apache-module-assumed': () =>
    'No LoadModule line says whether this module is loaded. An answer here depends on it.',
  'apache-condition-assumed': ({ section }) =>
    `Whether <${section ?? ''}> holds cannot be known from these files. An answer here depends on it.`,
  'apache-argument-count': ({ directive, least, most, found }) =>
    `${directive ?? ''} takes ${least === most ? `${least ?? ''}` : `${least ?? ''} to ${most ?? ''}`} arguments; found: ${found ?? ''}.`,
  'apache-misplaced': ({ directive }) => `${directive ?? ''} is not allowed here.`,
  'apache-value': ({ directive, value, expected }) =>
    `${directive ?? ''}: “${value ?? ''}” is not valid; expected: ${expected ?? ''}.`,
  'apache-address': ({ directive, value }) =>
    `${directive ?? ''}: “${value ?? ''}” is no address; expected: an IP address, * or _default_, and a port.`,
  'apache-address-by-name': ({ directive, value }) =>
    `${directive ?? ''} names the host ${value ?? ''}. Its address comes from the DNS when httpd starts and is not known here.`,
  'apache-server-name-wildcard': ({ value }) =>
    `ServerName cannot hold a wildcard (${value ?? ''}); expected: ServerAlias.`,
  'apache-port': ({ directive, value }) =>
    `${directive ?? ''}: “${value ?? ''}” has no valid port; expected: 1 to 65535.`,
  'apache-unsupported-directive': ({ directive }) =>
    `${directive ?? ''} can change the answer and is not supported here.`,
  'apache-client-auth-in-section': () =>
    'SSLVerifyClient is read only inside plain <Location> and <Directory> sections.',
  'apache-needs-version': ({ directive, needs, version }) =>
    `${directive ?? ''} needs httpd ${needs ?? ''}; this is ${version ?? ''}.`,
  'apache-no-listen': () =>
    'There is no Listen directive, so httpd does not start. The ports of the virtual hosts are taken instead.',
  'apache-address-not-listened': ({ address }) => `No Listen directive reaches ${address ?? ''}.`,
  'apache-server-name-from-dns': ({ site }) =>
    `${site ?? ''} has no ServerName. httpd asks the DNS for the name of its address; here it has none.`,
  'apache-no-certificate': ({ site }) =>
    `${site ?? ''} has SSLEngine on and no SSLCertificateFile, so httpd does not start.`,
  'apache-no-protocol': ({ site }) => `SSLProtocol leaves ${site ?? ''} no version, so httpd does not start.`,
  'apache-certificate-not-given': ({ file }) =>
    `${file ?? ''} is not among the files given, so its kind of key is not known.`,
  'apache-print-name': ({ site, value }) =>
    `${site ?? ''}: the name ${value ?? ''} cannot be written as ServerName or ServerAlias.`,
  'apache-print-wildcard-depth': ({ value }) =>
    `${value ?? ''} stands for one label; in Apache httpd it fits at any depth.`,
  'apache-print-name-order': ({ value }) =>
    `In Apache httpd the earlier name wins, not the more exact one: ${value ?? ''}.`,
  'apache-print-reject-handshake': ({ site }) =>
    `Apache httpd cannot refuse a handshake by name; ${site ?? ''} sends a certificate.`,
  'apache-print-no-certificate': ({ site }) =>
    `${site ?? ''} has no certificate, and Apache httpd does not start without one.`,
  'apache-print-certificate-by-name': ({ value }) =>
    `A certificate file cannot be chosen by a variable: ${value ?? ''}.`,
  'apache-print-key-assumed': ({ value }) =>
    `The key of ${value ?? ''} is not known; the same name ending in .key is written.`,
  'apache-print-ca-assumed': ({ value }) =>
    `The file of the client certificates’ authority is not known; ${value ?? ''} is written.`,
  'apache-print-versions': ({ site, value }) =>
    `${site ?? ''}: OpenSSL takes a range of versions without gaps and no SSLv3, not ${value ?? ''}.`,
  'apache-print-answer': ({ site, value }) => `${site ?? ''} answered ${value ?? ''}; that is not written.`,
  'apache-print-family': ({ port }) =>
    `Port ${port ?? ''} has other sites on IPv4 than on IPv6; <VirtualHost *> cannot tell them apart.`,
  'apache-print-not-reached': ({ site }) => `${site ?? ''} is on no listener and is not written.`,
  'apache-print-word': ({ value }) => `A line break cannot be written: ${value ?? ''}.`,
  'apache-print-misdirected': () =>
    'Where the host of a request is not the one of the handshake, Apache httpd compares the virtual hosts’ client verification and may answer 421.',
  'apache-print-sni': () => 'Apache httpd cannot be configured to ignore server names.',
};

export const apache = { rules, problems };
