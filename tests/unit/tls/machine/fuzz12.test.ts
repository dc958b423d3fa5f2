import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../../src/tls/client.ts';
import type { Endpoint, Output } from '../../../../src/tls/endpoint.ts';
import { createServer } from '../../../../src/tls/server.ts';
import { converse, credentials, type Side } from './ends.ts';
import { client12, server12 } from './ends12.ts';

const client = client12({ credential: credentials.ecdsa });
const server = server12({ clientAuth: 'optional' }, { ticketKey: new Uint8Array(32) });
const { flights } = converse(client, server);
const inputs: Record<Side, Uint8Array[]> = {
  client: flights.filter(({ from }) => from === 'server').map(({ bytes }) => bytes),
  server: flights.filter(({ from }) => from === 'client').map(({ bytes }) => bytes),
};

/** One change of a flight: octets replaced, cut out, put in, or a part of it said twice. */
type Mutation = { how: 'replace' | 'cut' | 'insert' | 'repeat'; at: number; octets: Uint8Array };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom('replace', 'cut', 'insert', 'repeat'),
  at: fc.nat(),
  octets: fc.uint8Array({ minLength: 1, maxLength: 5 }),
});

function mutated(flight: Uint8Array, { how, at, octets }: Mutation): Uint8Array {
  const start = at % (flight.length + 1);
  const [before, after] = [[...flight.subarray(0, start)], [...flight.subarray(start)]];
  if (how === 'cut') return Uint8Array.of(...before, ...after.slice(octets.length));
  if (how === 'insert') return Uint8Array.of(...before, ...octets, ...after);
  if (how === 'repeat') return Uint8Array.of(...before, ...before.slice(-300), ...after);
  return Uint8Array.of(...before, ...octets, ...after.slice(octets.length));
}

const newEnd: Record<Side, () => Endpoint> = {
  client: () => createClient(client),
  server: () => createServer(server),
};

/** All that an end says to these flights, its owner accepting every certificate. */
function sayings(end: Endpoint, given: readonly Uint8Array[]): Output[] {
  const outputs = [end.start()];
  for (const flight of given) {
    outputs.push(end.receive(flight));
    if (end.state === 'judging') outputs.push(end.judge(null));
  }
  return outputs;
}

const alertsSent = (outputs: readonly Output[]): number =>
  outputs.flatMap(({ events }) => events).filter((event) => event.kind === 'alert' && event.from === 'us')
    .length;

describe.each(['client', 'server'] as const)('the %s of TLS 1.2', (side) => {
  test('given a changed flight neither throws nor babbles, and ends with one alert or waits', () => {
    let [failed, waited] = [0, 0];
    fc.assert(
      fc.property(
        fc.nat(inputs[side].length - 1),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (index, mutations) => {
          const given = inputs[side].map((flight, each) =>
            each === index ? mutations.reduce(mutated, flight) : flight,
          );
          const end = newEnd[side]();
          const outputs = sayings(end, given);
          const bytes = outputs.reduce((sum, output) => sum + output.bytes.length, 0);
          expect(bytes).toBeLessThan(10_000);
          expect(alertsSent(outputs)).toBeLessThanOrEqual(1);
          if (end.state === 'failed') {
            failed += 1;
            const silence = { bytes: new Uint8Array(), events: [] };
            for (const output of [end.receive(Uint8Array.of(1)), end.send(Uint8Array.of(1)), end.close()])
              expect(output).toEqual(silence);
          } else waited += 1;
        },
      ),
      { seed: 12, numRuns: 150 },
    );
    expect(failed).toBeGreaterThan(50);
    expect(waited).toBeGreaterThan(0);
  });

  test('given noise it ends at once, keeping nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 400 }), (noise) => {
        const end = newEnd[side]();
        const outputs = sayings(end, [noise, new Uint8Array(100_000)]);
        expect(end.state).toBe('failed');
        expect(alertsSent(outputs)).toBeLessThanOrEqual(1);
      }),
      { seed: 13, numRuns: 100 },
    );
  });
});
