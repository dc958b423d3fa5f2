/** What all programs have: places to listen on, and which site is behind which. */
import fc from 'fast-check';
import type {
  ClientAuth,
  ClientCertificate,
  Listener,
  Site,
  TlsVersion,
} from '../../../src/hosting/model.ts';
import type { Probe } from '../probe.ts';
import { hostHeader, mostly, serverName } from './names.ts';

/** Documentation addresses; nothing listens on the last one. */
export const addresses = ['203.0.113.10', '203.0.113.20', '203.0.113.30'];
const ports = [443, 1000];

type Place = { address: string; port: number; tls: boolean };

/** One to four places, TLS for most. */
export const places: fc.Arbitrary<Place[]> = fc
  .subarray(
    addresses.slice(0, 2).flatMap((address) => ports.map((port) => ({ address, port }))),
    { minLength: 1, maxLength: 3 },
  )
  .chain((chosen) =>
    fc.tuple(...chosen.map((place) => mostly(true, fc.constant(false), 9).map((tls) => ({ ...place, tls })))),
  );

/**
 * Sites in the order of the configuration, each on some of the places (`presence[site][place]`); `markers`: the site
 * that is marked as the default of a place, where one is.
 */
export type Layout = { places: Place[]; presence: boolean[][]; markers: (number | null)[] };

export const layout = (sites: number): fc.Arbitrary<Layout> =>
  places.chain((chosen) =>
    fc.record({
      places: fc.constant(chosen),
      presence: fc.array(fc.array(fc.boolean(), { minLength: chosen.length, maxLength: chosen.length }), {
        minLength: sites,
        maxLength: sites,
      }),
      markers: fc.array(fc.option(fc.nat(sites - 1), { freq: 2 }), {
        minLength: chosen.length,
        maxLength: chosen.length,
      }),
    }),
  );

/** Places that no site is behind are left out, and so are markers for sites that are not there. */
export function listenersOf({ places: all, presence, markers }: Layout): Listener[] {
  return all.flatMap((place, at): Listener[] => {
    const sites = presence.flatMap((where, site) => (where[at] === true ? [site] : []));
    const marked = markers[at] ?? null;
    const entries = sites.map((site) => ({ site, isDefault: site === marked, source: null }));
    return entries.length === 0 ? [] : [{ ...place, sites: entries, source: null }];
  });
}

export const enabledVersions: fc.Arbitrary<TlsVersion[] | null> = mostly(
  null,
  fc.constantFrom<TlsVersion[]>(['1.2'], ['1.3'], ['1.2', '1.3']),
  2,
);

export const clientAuth: fc.Arbitrary<ClientAuth> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<ClientAuth>('none') },
  { weight: 2, arbitrary: fc.constantFrom<ClientAuth>('optional', 'optional-no-ca', 'required') },
);

/** The fields every site has, so that a program adds only its own. */
export const plainSite = (names: Site['names']): Site => ({
  label: names[0]?.text ?? 'no name',
  names,
  certificates: [],
  versions: null,
  clientAuth: 'none',
  source: null,
});

const clientCertificate: fc.Arbitrary<ClientCertificate> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<ClientCertificate>('none') },
  {
    weight: 3,
    arbitrary: fc.constantFrom<ClientCertificate>('good', 'wrong-ca', 'self-signed', 'expired', 'wrong-eku'),
  },
);

const offered: fc.Arbitrary<TlsVersion[]> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<TlsVersion[]>(['1.2'], ['1.3'], ['1.2', '1.3']) },
  { weight: 1, arbitrary: fc.constant<TlsVersion[]>([]) },
);

const address = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...addresses.slice(0, 2)) },
  { weight: 1, arbitrary: fc.constant(addresses[2] ?? '') },
);

/** Half of the time the Host is the name in the hello, as browsers do. */
export const probe: fc.Arbitrary<Probe> = fc
  .record({
    address,
    port: fc.constantFrom(...ports),
    serverName,
    versions: offered,
    host: fc.option(hostHeader, { freq: 2, nil: undefined }),
    clientCertificate,
  })
  .map(({ host, clientCertificate: shown, ...hello }) => ({
    hello,
    host: host === undefined ? (hello.serverName ?? hello.address) : host,
    clientCertificate: shown,
  }));

export const siteCount = fc.integer({ min: 1, max: 5 });
