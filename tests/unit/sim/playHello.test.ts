import { expect, it } from 'vitest';
import { readHello } from '../../../src/capture/read/givenHello.ts';
import { playHello, saidInHello } from '../../../src/sim/playHello.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { capturedHellos } from '../tls/truth.ts';

/** What was asked of the clients is at the head of tests/truth/tls/clientHellos.hex. */
it.each([
  ['node', { serverName: 'shop.example', versions: ['1.3', '1.2'] }],
  ['chromium', { serverName: 'shop.example', versions: ['1.3', '1.2'] }],
  ['openssl-tls10', { serverName: null, versions: ['1.0'] }],
])('what %s said', (client, said) => {
  const content = readHello(capturedHellos().get(client) ?? new Uint8Array())?.message.content;
  expect(content && saidInHello(content)).toEqual(said);
});

const traceOf = (change: Partial<Scenario> = {}) =>
  simulate({ ...presetScenario('port-based', '2026-11-22T12:00:00Z'), ...change });
const said = { serverName: 'blog.example', versions: ['1.2' as const] };

it('goes to the port it went to, where the server listens there', async () => {
  const trace = await traceOf();
  expect(playHello(said, 443, trace)).toMatchObject({ url: 'https://blog.example/', versions: ['1.2'] });
  expect(playHello(said, 8443, trace)).toMatchObject({ url: 'https://blog.example:1000/' });
  expect(playHello(said, null, trace)).toMatchObject({ url: 'https://blog.example:1000/', sendSni: true });
});

it('a name that does not resolve is entered', async () => {
  const played = playHello({ ...said, serverName: 'Other.test' }, 443, await traceOf());
  expect(played).toMatchObject({ dns: { 'other.test': ['203.0.113.10'] } });
});

it('a client that knows no SNI gives way to one that does', async () => {
  expect(playHello(said, 443, await traceOf({ client: 'xp' }))).toMatchObject({ client: 'openssl' });
});

it('a hello without a name keeps the address and says none', async () => {
  const played = playHello({ serverName: null, versions: ['1.0'] }, 443, await traceOf());
  expect(played).toMatchObject({ url: 'https://shop.example:1000/', sendSni: false, versions: ['1.0'] });
});

it.each(['', 'a b', 'a/../b', '203.0.113.10', 'x:1', '<b>'])(
  'server_name %j is not played',
  async (serverName) => {
    expect(playHello({ ...said, serverName }, 443, await traceOf())).toEqual({ fault: 'unplayable-name' });
  },
);
