import { expect, test } from 'vitest';
import type { Software } from '../../../src/hosting/model.ts';
import { readConfig } from '../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../src/hosting/selectCertificate.ts';

const depth = 30_000;

/** Nothing that reads a configuration goes through its blocks by calling itself: JavaScript's stack ends at about 10,000. */
test.each<[Software, string, string, string]>([
  ['nginx', 'http { ', '} ', ''],
  ['nginx', 'location / { ', '} ', 'http { server { listen 443; '],
  ['nginx', 'if ($a) { ', '} ', 'http { server { listen 443; location / { '],
  ['nginx', 'server { ', '} ', 'http { '],
  ['apache', '<IfModule mod_ssl.c>\n', '</IfModule>\n', 'Listen 443\n'],
  ['apache', '<IfDefine !a>\n', '</IfDefine>\n', 'Listen 443\n'],
  ['apache', '<Directory />\nSSLVerifyClient none\n', '</Directory>\n', 'Listen 443\n'],
  ['apache', '<VirtualHost *:443>\n', '</VirtualHost>\n', 'Listen 443\n'],
  ['caddy', 'handle {\n', '}\n', 'a.test {\n'],
  ['caddy', 'a.test {\n', '}\n', ''],
])('%s, %j', (software, open, close, start) => {
  for (const text of [start + open.repeat(depth) + close.repeat(depth), start + open.repeat(depth)]) {
    const { server } = readConfig(software, new Map([['/main', text]]), '/main', {});
    const hello = { address: '192.0.2.1', port: 443, serverName: 'a.test', versions: ['1.3' as const] };
    expect(selectCertificate(server, hello).outcome).toBeDefined();
  }
});
