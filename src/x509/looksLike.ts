/** What an input that holds no certificate looks like, so that the page can say more than 'not a certificate'. */

export type LooksLikeCode =
  | 'empty'
  | 'looks-like-html'
  | 'looks-like-xml'
  | 'looks-like-json'
  | 'looks-like-nginx'
  | 'looks-like-apache'
  | 'looks-like-haproxy'
  | 'looks-like-caddy'
  | 'looks-like-ssh-key'
  | 'looks-like-pgp'
  | 'looks-like-openssl-text'
  | 'looks-like-error-log'
  | 'looks-like-client-hello'
  | 'looks-like-url'
  | 'looks-like-host-name'
  | 'looks-like-plain-text'
  | 'looks-like-image'
  | 'looks-like-pdf'
  | 'looks-like-archive'
  | 'looks-like-java-keystore'
  | 'looks-like-capture'
  | 'looks-like-database'
  | 'looks-like-program'
  | 'looks-like-binary';

/** No more of the input than this is looked at. */
const WINDOW = 16 * 1024;

/** A code and the signs that must all be there. Each sign looks at one line, so that none is slow on any text. */
const textSigns: readonly [LooksLikeCode, ...RegExp[]][] = [
  ['looks-like-pgp', /-----BEGIN PGP /],
  ['looks-like-ssh-key', /^[ \t]*(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) AAAA/m],
  ['looks-like-ssh-key', /---- BEGIN SSH2 |PuTTY-User-Key-File/],
  ['looks-like-html', /<!doctype html|<(html|head|body)[ >\n]/i],
  [
    'looks-like-apache',
    /^[ \t]*(<VirtualHost|SSLEngine[ \t]|SSLCertificateFile[ \t]|<IfModule|Listen[ \t]+\S+[ \t]*$)/im,
  ],
  ['looks-like-xml', /^(<\?xml|<[a-z][\w:-]*[ \t\n/>])/i],
  ['looks-like-openssl-text', /^[ \t]*(Certificate|Certificate Request):[ \t]*$/m, /^[ \t]+Data:[ \t]*$/m],
  ['looks-like-error-log', /\bAH\d{5}:|SSL_do_handshake|\bnet::ERR_|NET::ERR_|SSL_ERROR_[A-Z]|SSL routines:/],
  ['looks-like-error-log', /\[(error|crit|emerg)\]/],
  ['looks-like-nginx', /^[ \t]*(server|http|events|stream)[ \t]*\{/m],
  ['looks-like-nginx', /^[ \t]*(listen|server_name|ssl_certificate(_key)?)[ \t][^;{}\n]*;/m],
  [
    'looks-like-haproxy',
    /^((global|defaults)[ \t]*(#.*)?|(frontend|backend|listen)[ \t]+\S+([ \t]+(#.*)?)?)$/m,
    /^[ \t]+(bind|mode|server|default_backend|timeout|log|use_backend)[ \t]/m,
  ],
  [
    'looks-like-caddy',
    /^[^\s{}#;][^{};\n]*\{[ \t]*$/m,
    /^[ \t]*(reverse_proxy|respond|file_server|tls|root|redir|handle|encode|import|bind)\b/m,
  ],
  ['looks-like-client-hello', /^16[ :]?03[ :]?0[0-4]([ :]?[0-9a-f]{2}){8}/i],
  ['looks-like-json', /^(\{\s*["}]|\[\s*[[{"\d\]])/],
  ['looks-like-url', /^[a-z][a-z0-9+.-]*:\/\/\S+$/i],
  ['looks-like-host-name', /^(\*\.)?([a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]*\.?(:\d+)?$/i],
];

/** For text in which no PEM block was found. */
export function textLooksLike(text: string): LooksLikeCode {
  const head = text.trim().slice(0, WINDOW);
  if (head === '') return 'empty';
  if (replacementShare(head) > 0.05) return 'looks-like-binary';
  const found = textSigns.find(([, ...signs]) => signs.every((sign) => sign.test(head)));
  return found?.[0] ?? 'looks-like-plain-text';
}

/** Control characters and U+FFFD: what is left of binary data that was pasted as text. */
function replacementShare(text: string): number {
  const sample = text.slice(0, 4096);
  const odd = sample.match(/[\ufffd]|(?![\t\n\r\f])\p{Cc}/gu);
  return (odd?.length ?? 0) / Math.max(1, sample.length);
}

/** First octets, in hexadecimal, of what people open by mistake. */
const magics: readonly [LooksLikeCode, string][] = [
  ['looks-like-image', '89504e47'], // PNG
  ['looks-like-image', 'ffd8ff'], // JPEG
  ['looks-like-image', '47494638'], // GIF
  ['looks-like-image', '52494646'], // RIFF: WebP
  ['looks-like-pdf', '255044462d'],
  ['looks-like-archive', '504b0304'], // zip
  ['looks-like-archive', '504b0506'], // zip, empty
  ['looks-like-archive', '1f8b'], // gzip
  ['looks-like-archive', '425a68'], // bzip2
  ['looks-like-archive', 'fd377a585a'], // xz
  ['looks-like-archive', '377abcaf'], // 7z
  ['looks-like-java-keystore', 'feedfeed'],
  ['looks-like-java-keystore', 'cececece'], // JCEKS
  ['looks-like-capture', '0a0d0d0a'], // pcapng
  ['looks-like-capture', 'd4c3b2a1'],
  ['looks-like-capture', 'a1b2c3d4'],
  ['looks-like-capture', '4d3cb2a1'],
  ['looks-like-database', '53514c69746520666f726d6174'], // SQLite, as NSS cert9.db
  ['looks-like-program', '7f454c46'], // ELF
  ['looks-like-program', '4d5a9000'], // PE
  ['looks-like-client-hello', '160301'],
  ['looks-like-client-hello', '160303'],
];

/** For octets that are neither text nor ASN.1. */
export function binaryLooksLike(bytes: Uint8Array): LooksLikeCode {
  if (bytes.length === 0) return 'empty';
  const head = Array.from(bytes.subarray(0, 16), (octet) => octet.toString(16).padStart(2, '0')).join('');
  const magic = magics.find(([, hex]) => head.startsWith(hex));
  if (magic !== undefined) return magic[0];
  const tar = String.fromCharCode(...bytes.subarray(257, 262)) === 'ustar';
  return tar ? 'looks-like-archive' : 'looks-like-binary';
}
