/** What crosses from the worker is plain data: a copy says the same as what it was made of. */
import { describe, expect, it } from 'vitest';
import { furtherPresets } from '../../../src/sim/furtherPresets.ts';
import { presets } from '../../../src/sim/presets.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { compareServers } from '../../../src/worker/compareServers.ts';

const now = '2026-11-22T12:00:00Z';
const ids = [...new Set([...presets, ...furtherPresets].map(({ id }) => id))];

describe('a trace', () => {
  it.each(ids)('%s', async (id) => {
    const trace = await simulate(presetScenario(id, now));
    expect(trace.steps.length).toBeGreaterThan(1);
    expect(structuredClone(trace)).toStrictEqual(trace);
  });
});

it('a comparison, told client by client how far it is', async () => {
  const told: number[] = [];
  const { server, certificates, dns } = presetScenario('sni', now);
  const answer = await compareServers(
    {
      sources: [{ server, certificates, dns }],
      clients: ['chrome', 'curl', 'go', 'java'],
      hosts: 'blog.example\nnot a host',
      how: { sendSni: true, clientCertificate: undefined, ech: undefined },
    },
    (share) => told.push(share),
  );
  expect(told).toEqual([0, 0.25, 0.5, 0.75]);
  expect(answer.rows.map(({ client }) => client)).toEqual(['chrome', 'curl', 'go', 'java']);
  expect(answer.hosts.map(({ text }) => text)).toEqual(['blog.example']);
  expect(answer.faults).toMatchObject([{ line: 2 }]);
  expect(structuredClone(answer)).toStrictEqual(answer);
});
