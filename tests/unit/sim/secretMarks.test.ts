/** Secrets of a configuration are marked in what is shared; nothing else is, and the certificate chosen stays. */
import { describe, expect, test } from 'vitest';
import type { Software } from '../../../src/hosting/model.ts';
import { markSecrets, secretMark, sharedServer } from '../../../src/sim/secretMarks.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
const bcrypt = '$2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG';

describe.each<[Software, [line: string, ...secrets: string[]][]]>([
  [
    'nginx',
    [
      ['proxy_set_header Authorization "Basic YWRtaW46czNjcmV0";', 'Basic YWRtaW46czNjcmV0'],
      ['proxy_set_header X-Api-Key 0a1b2c3d4e;', '0a1b2c3d4e'],
      ["grpc_set_header X-Auth-Token 'abc def';", 'abc def'],
      ['# proxy_set_header Authorization "Bearer s3cr3t-t0ken-that-is-long";', 's3cr3t-t0ken'],
      ['add_header Set-Cookie "session=8f7e6d; Path=/" always;', 'session=8f7e6d'],
      ['fastcgi_param DB_PASSWORD hunter22;', 'hunter22'],
      ['set $api_token "tok-123456";', 'tok-123456'],
      ['if ($http_x_api_key != "k-998877") { return 403; }', 'k-998877'],
      ['map $http_x_api_key $known { default 0; "k-1122334" 1; k-5566778 1; }', 'k-1122334', 'k-5566778'],
      ['secure_link_md5 "$secure_link_expires$uri swordfish";', 'swordfish'],
      ['proxy_pass http://admin:pa55word@10.0.0.1:8080/;', 'pa55word'],
      ['auth_http_header X-Auth-Key "mailsecret";', 'mailsecret'],
    ],
  ],
  [
    'apache',
    [
      ['RequestHeader set Authorization "Basic YWRtaW46czNjcmV0"', 'Basic YWRtaW46czNjcmV0'],
      ['Header always set Set-Cookie "id=5544332211; Secure" env=x', 'id=5544332211'],
      ['AuthLDAPBindPassword "ld4p pass"', 'ld4p pass'],
      ['SessionCryptoPassphrase first-one second-one', 'first-one', 'second-one'],
      ['OIDCClientSecret 9f8e7d6c5b', '9f8e7d6c5b'],
      ['SetEnv API_KEY 1234567890', '1234567890'],
      ['DBDParams "host=db user=web password=dbp4ss"', 'dbp4ss'],
      ['RewriteCond %{HTTP:X-Api-Key} !^sesame99$', 'sesame99'],
      ['ProxyPass "/app" "ajp://localhost:8009/" secret=ajps3cret', 'ajps3cret'],
      ['  RequestHeader set \\\n    X-Api-Key abcdef', 'abcdef'],
    ],
  ],
  [
    'haproxy',
    [
      ['  user admin insecure-password s3cret groups ops', 's3cret'],
      ['  user bob password $6$k6y3o.eP$JlKBxxHSwRv6J.C0/D7cV91', '$6$k6y3o'],
      ['  stats auth admin:adm1n', 'adm1n'],
      ['  http-request set-header Authorization "Basic YWRtaW46czNjcmV0" if TRUE', 'YWRtaW46czNjcmV0'],
      ['  http-request set-header Authorization Basic\\ YWRtaW46czNjcmV0', 'YWRtaW46czNjcmV0'],
      ['  http-request deny unless { req.hdr(X-Api-Key) -m str topsecret1 }', 'topsecret1'],
      ['  http-check send meth GET uri / hdr Authorization "Bearer aaaabbbbccccddddeeee"', 'aaaabbbbcccc'],
      ['  setenv VAULT_TOKEN s.1234567890', 's.1234567890'],
    ],
  ],
  [
    'caddy',
    [
      [`basic_auth {\n\tbob ${bcrypt}\n}`, bcrypt],
      [`basicauth /admin/* {\n\tbob ${bcrypt}\n}`, bcrypt],
      ['tls {\n\tdns cloudflare 1234567890abcdefABCDEF\n}', '1234567890abcdefABCDEF'],
      [
        'tls {\n\tdns route53 {\n\t\taccess_key_id AKIAIOSFODNN7EXAMPLE\n\t\tsecret_access_key wJalrXUtnFEMI\n\t}\n}',
        'AKIAIOSFODNN7EXAMPLE',
        'wJalrXUtnFEMI',
      ],
      ['acme_eab {\n\tkey_id kid-1\n\tmac_key bWFjLWtleQ\n}', 'bWFjLWtleQ'],
      ['acme_dns duckdns 1111-2222-3333', '1111-2222-3333'],
      ['header_up Authorization "Bearer aaaabbbbccccddddeeee"', 'aaaabbbbcccc'],
      ['@ok header X-Api-Key opensesame', 'opensesame'],
      ['header Set-Cookie "a=7777777; Secure"', 'a=7777777'],
      ['header {\n\tAuthorization "Basic YWRtaW46czNjcmV0"\n}', 'YWRtaW46czNjcmV0'],
      ['api_token abcdefgh', 'abcdefgh'],
      ['php_fastcgi 127.0.0.1:9000 {\n\tenv DB_PASSWORD hunter22\n}', 'hunter22'],
    ],
  ],
  ['gnutls', [['gnutls-cli --url https://me:mypass99@a.example/', 'mypass99']]],
])('%s', (software, rows) => {
  test.each(rows)('%s', (line, ...secrets) => {
    const before = `# first\n${line}\n`;
    const { text, marked } = markSecrets(software, before);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).toContain(secretMark);
    expect(marked).toBeGreaterThanOrEqual(secrets.length);
    expect(text.split('\n')).toHaveLength(before.split('\n').length);
    expect(markSecrets(software, text)).toEqual({ text, marked: 0 });
  });
});

describe('anywhere', () => {
  test.each([
    jwt,
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'a1B2'.repeat(9)}`,
    `sk_live_${'a1B2'.repeat(6)}`,
    'xoxb-123456789012-abcdefABCDEF',
    bcrypt,
    '$apr1$abcdefgh$0123456789012345678901',
  ])('%s', (token) => {
    for (const software of ['nginx', 'apache', 'haproxy', 'caddy'] as const)
      expect(markSecrets(software, `a # note ${token}\nb "${token}"\n`)).toEqual({
        text: `a # note ${secretMark}\nb "${secretMark}"\n`,
        marked: 2,
      });
  });
});

describe('what is no secret stays', () => {
  test.each<[Software, string]>([
    ['nginx', 'proxy_set_header Authorization $http_authorization;\nproxy_set_header Cookie "$http_cookie";'],
    [
      'nginx',
      'ssl_password_file /etc/ssl/pass;\nauth_basic "Basic authentication";\nproxy_pass http://a.example:80/x@y;',
    ],
    [
      'nginx',
      'ssl_certificate_key /etc/ssl/a.key;\nssl_session_tickets off;\nserver_tokens off;\nssl_stapling on;',
    ],
    [
      'apache',
      'SSLPassPhraseDialog exec:/bin/pass\nServerTokens Prod\nSetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1',
    ],
    [
      'apache',
      'RewriteCond %{HTTP:Authorization} ^(.+)$\nAuthType Basic\nAuthUserFile /etc/htpasswd\nRequestHeader unset Authorization',
    ],
    [
      'haproxy',
      'capture request header Authorization len 64\nhttp-request set-header Authorization %[req.hdr(x)]\nacl ok http_auth(users)',
    ],
    [
      'caddy',
      'tls {\n\tdns cloudflare {env.CF_TOKEN}\n}\nheader_up Authorization {http.request.header.Authorization}\nheader -Server',
    ],
  ])('%s %s', (software, text) => {
    expect(markSecrets(software, text)).toEqual({ text, marked: 0 });
  });
});

test('the server that is shared chooses as before', async () => {
  const usual = presetScenario('sni', '2026-11-22T12:00:00Z');
  const conf = `events {}\nhttp {\n  server {\n    listen 443 ssl;\n    server_name shop.example;\n    ssl_certificate /etc/ssl/shop.example.pem;\n    location / { proxy_set_header Authorization "Basic YWRtaW46czNjcmV0"; proxy_pass http://u:pw12@b; }\n  }\n}\n`;
  const own = {
    ...usual,
    server: { software: 'nginx' as const, files: { '/n.conf': conf }, mainFile: '/n.conf' },
  };
  const { scenario, marked } = sharedServer(own);
  expect(marked).toBe(2);
  const [before, after] = [await simulate(own), await simulate(scenario)];
  expect(after.outcome).toEqual(before.outcome);
  expect(after.problems).toEqual(before.problems);
  expect(sharedServer(usual)).toEqual({ scenario: usual, marked: 0 });
});
