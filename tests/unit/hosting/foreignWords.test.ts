import { describe, expect, test } from 'vitest';
import type { Software } from '../../../src/hosting/model.ts';
import { readConfig } from '../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../src/hosting/selectCertificate.ts';
import { certificateFiles } from '../../truth/replay.ts';

/** Names that every plain object answers to. */
const words = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
const pem = certificateFiles('/c').get('/c/a.crt') ?? '';

const configurations: Record<Exclude<Software, 'gnutls'>, (word: string) => string> = {
  nginx: (word) => `events {} http { server { listen 443 ssl; server_name ${word}; ${word} ${word};
    ssl_certificate ${word}; ssl_certificate_key ${word}; ssl_protocols ${word}; ssl_ciphers ${word};
    ssl_verify_client ${word}; ssl_prefer_server_ciphers ${word}; } }`,
  apache: (word) => `Listen 443\nDefine ${word}\n${word} ${word}\n<VirtualHost *:443>\nServerName ${word}
    SSLEngine on\nSSLCertificateFile /${word}\nSSLProtocol ${word}\nSSLProtocol +${word}\nSSLCipherSuite ${word}
    SSLVerifyClient ${word}\nSSLVHostSNIPolicy ${word}\n</VirtualHost>\n<IfModule ${word}>\n</IfModule>\n`,
  caddy: (word) => `{\n ${word} ${word}\n}\n${word} {\n tls /${word} /${word} {\n  protocols ${word} ${word}
   ciphers ${word}\n  client_auth {\n mode ${word}\n }\n  ${word}\n }\n ${word}\n}\nimport ${word}\n`,
  haproxy: (
    word,
  ) => `global\n ssl-default-bind-options ssl-min-ver ${word}\n ${word}\ndefaults\n ${word}\nfrontend ${word}
 bind :443 ssl crt /${word} ssl-min-ver ${word} verify ${word} ciphers ${word} ${word}\n use_backend ${word} if ${word}\n`,
};

describe.each(Object.entries(configurations))('%s', (software, write) => {
  test.each(words)('reads %s as a word, a name and a file', (word) => {
    const program = software as Software;
    const files = new Map([
      ['/main', write(word)],
      [`/${word}`, pem],
    ]);
    const { server, problems } = readConfig(program, files, '/main', { version: word });
    expect(problems.filter(({ code }) => code === 'stopped')).toEqual([]);
    expect(Object.hasOwn(server.certificates, `/${word}`)).toBe(true);
    const hello = { address: '192.0.2.1', port: 443, serverName: word, versions: ['1.3' as const] };
    expect(selectCertificate(server, hello).outcome).not.toBe('not-listening');
  });
});

/** As the programs refuse any other word that is none of theirs. */
test.each<[Software, string, string]>([
  ['apache', 'Listen 443\nSSLProtocol constructor\n', 'apache-value'],
  ['apache', 'Listen 443\nSSLVerifyClient toString\n', 'apache-value'],
  [
    'nginx',
    'events {} http { server { listen 443 ssl; ssl_protocols constructor; } }',
    'nginx-wrong-arguments',
  ],
  ['caddy', 'a.test {\n tls /c /k {\n protocols constructor\n }\n}', 'caddy-unknown-tls-version'],
])('%s, %j: %s', (software, text, code) => {
  const codes = readConfig(software, new Map([['/main', text]]), '/main', {}).problems.map(
    (each) => each.code,
  );
  expect(codes).toContain(code);
});
