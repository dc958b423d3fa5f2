import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateGrowth } from '../../../src/sim/certificateGrowth.ts';
import { flightsOf, sizesOf, waits } from '../../../src/sim/flights.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { issueLeaf, newIssuer, purpose } from '../../../src/x509/issue.ts';
import { p256SubjectKey } from '../../../src/x509/subjectKey.ts';

const traceOf = (change: Partial<Scenario> = {}) =>
  simulate({ ...presetScenario('sni', '2026-11-22T12:00:00Z'), ...change });

describe('waits within a flight, RFC 6928 and slow start: 10, 30, 70 segments', () => {
  it.each([
    [14_600, 1460, 0, 'exactly ten segments'],
    [14_601, 1460, 1, 'an octet more'],
    [43_800, 1460, 1, 'thirty'],
    [43_801, 1460, 2, 'an octet more than thirty'],
    [14_401, 1440, 1, 'IPv6: ten of 1440'],
  ])('%i bytes in segments of %i: %i (%s)', (bytes, mss, count) => {
    expect(waits(bytes, mss)).toBe(count);
  });
});

describe('flights', () => {
  it('alternate, and hold every record', async () => {
    const { steps } = await traceOf();
    const flights = flightsOf(steps);
    expect(flights.map(({ from }) => from).slice(0, 3)).toEqual(['client', 'server', 'client']);
    expect(flights.flatMap(({ records }) => records)).toEqual(steps.flatMap(({ records }) => [...records]));
  });

  it('TLS 1.2 takes a round trip more than TLS 1.3 (RFC 9846 section 2, RFC 5246 section 7.3)', async () => {
    const exchange = async (version: '1.2' | '1.3') => {
      const { steps, connection } = await traceOf({ versions: [version] });
      if (!connection) throw new Error('no connection');
      return sizesOf(steps, connection.server).roundTrips.exchange;
    };
    expect((await exchange('1.2')) - (await exchange('1.3'))).toBe(1);
  });
});

describe('how a certificate grows', () => {
  it('at the point of its own names, the first line is where the connection is: within the length of a name', async () => {
    const trace = await traceOf();
    const growth = certificateGrowth(trace);
    expect(growth?.now.names).toBe(trace.leafNames.length);
    expect(Math.abs((growth?.now.bytes ?? 0) - (growth?.lines[0]?.points[0]?.bytes ?? 0))).toBeLessThan(200);
  });

  it.each(['1.2', '1.3'] as const)('TLS %s: one name more than fits is one too many', async (version) => {
    const growth = certificateGrowth(await traceOf({ versions: [version] }));
    const [line] = growth?.lines ?? [];
    expect(growth?.window).toBe(14_600);
    // A name of 18 octets takes 20 (X.690: tag and length), 500 of them 10,000; a thousand 20,000.
    const [one, , , hundred, thousand] = line?.points.map(({ bytes }) => bytes) ?? [];
    expect(((thousand ?? 0) - (hundred ?? 0)) / 900).toBeCloseTo(20, 0);
    // The lengths of what encloses them take some octets more: within one name.
    expect(Math.abs((line?.fits ?? 0) - Math.floor((14_600 - (one ?? 0)) / 20) - 1)).toBeLessThanOrEqual(1);
    expect(growth?.lines.map(({ fits }) => fits)).toEqual(
      growth?.lines.map(({ fits }) => fits).toSorted((a, b) => b - a),
    );
  });

  it('nothing to say without a certificate', async () => {
    expect(certificateGrowth(await traceOf({ url: 'https://shop.example:8443/' }))).toBeNull();
  });

  it('OpenSSL reads all names of a certificate with a thousand', () => {
    const secret = new Uint8Array(32).fill(1);
    const dnsNames = Array.from({ length: 1000 }, (_, index) => `w${index}.example`);
    const der = issueLeaf(
      {
        commonName: 'w0.example',
        serialNumber: Uint8Array.of(1),
        notBefore: new Date('2026-01-01T00:00:00Z'),
        notAfter: new Date('2027-01-01T00:00:00Z'),
        purposes: [purpose.serverAuth],
        dnsNames,
      },
      p256SubjectKey(secret),
      newIssuer('Lab', secret),
    );
    expect(new X509Certificate(der).subjectAltName?.split(', ')).toEqual(
      dnsNames.map((name) => `DNS:${name}`),
    );
  });
});
