import { expect, test } from 'vitest';
import { openConfiguration } from '../../../src/sim/configuration.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { parseScenario } from '../../../src/sim/scenario.ts';

const names = ['constructor', '__proto__', 'prototype', 'toString'];
const now = '2026-01-01T00:00:00Z';

test.each(names)('a scenario keeps files, certificates and hosts called %s', (name) => {
  const json: unknown = JSON.parse(
    JSON.stringify({ ...presetScenario('sni', now), server: 0, certificates: 0, dns: 0 })
      .replace('"server":0', `"server":{"software":"nginx","files":{"${name}":"a"},"mainFile":"${name}"}`)
      .replace('"certificates":0', `"certificates":{"${name}":"b"}`)
      .replace('"dns":0', `"dns":{"${name}":["192.0.2.1"]}`),
  );
  const result = parseScenario(json);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const { server, certificates, dns } = result.scenario;
  expect(Object.entries('files' in server ? server.files : {})).toEqual([[name, 'a']]);
  expect(Object.entries(certificates)).toEqual([[name, 'b']]);
  expect(Object.entries(dns)).toEqual([[name, ['192.0.2.1']]]);
});

test.each(names)(
  'an archive with a member called %s opens, as other file and as included one',
  async (name) => {
    const block =
      'server { listen 443 ssl; server_name x.example; ssl_certificate /a.pem; ssl_certificate_key /a.key; }';
    const main = (text: string) => ({
      path: 'etc/nginx/nginx.conf',
      text: `events {}\nhttp {\n${text}\n}\n`,
    });
    const beside = await openConfiguration([{ path: name, text: 'some text\n' }, main(block)]);
    expect(beside).toHaveProperty('change.server.software', 'nginx');
    const included = await openConfiguration([
      { path: `etc/nginx/${name}`, text: block },
      main(`include ${name};`),
    ]);
    expect(included).toHaveProperty('change.server.software', 'nginx');
    const files = included !== null && 'change' in included ? included.change.server.files : {};
    expect(Object.keys(files).sort()).toEqual([`/etc/nginx/${name}`, '/etc/nginx/nginx.conf'].sort());
  },
);
