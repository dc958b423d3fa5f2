import fc from 'fast-check';
import type { ApacheSettings, Server, Site } from '../../../src/hosting/model.ts';
import { clientAuth, enabledVersions, layout, listenersOf, plainSite, siteCount } from './common.ts';
import { authority, certificates, exactName, mostly, rarely, siteNames, wildcard } from './names.ts';

const name = fc.oneof(
  { weight: 4, arbitrary: exactName },
  { weight: 2, arbitrary: wildcard },
  { weight: 1, arbitrary: fc.constantFrom('sh?p.example', 'www.*', '*', 'Shop.Example') },
);

const site: fc.Arbitrary<Site> = fc
  .record({
    names: siteNames(name),
    certificates,
    versions: enabledVersions,
    clientAuth,
    sslEngine: mostly(true, fc.constant(false), 9),
    strictSni: rarely(fc.constant(true)),
    preferServerCiphers: rarely(fc.constant(true)),
    ciphers: rarely(
      fc.constantFrom('HIGH:!aNULL', 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256'),
      8,
    ),
    resumption: rarely(fc.constant(false)),
  })
  .map(({ names, ...settings }) => ({ ...plainSite(names), ...authority, ...settings }));

const settings = (documentRoot: string): ApacheSettings => ({
  protocols: ['1.0', '1.1', '1.2', '1.3'],
  ciphers13: null,
  verifyDepth: 1,
  caPath: null,
  caNameFile: null,
  caNamePath: null,
  documentRoot,
  sections: [],
  lines: { engine: null, protocols: null, clientAuth: null, strictSni: null },
});

const policy = fc.constantFrom('strict', 'secure', 'authonly', 'insecure');

/** `/etc/lab/www/s0`... hold a page that says so. */
export const documentRoot = (index: number): string => `/etc/lab/www/s${index}`;

/** A listener speaks TLS when its first site does; each site has a page of its own. */
export const apacheServer: fc.Arbitrary<Server> = siteCount.chain((count) =>
  fc
    .record({
      where: layout(count),
      sites: fc.array(site, { minLength: count, maxLength: count }),
      vhostSniPolicy: fc.option(policy, { nil: undefined, freq: 3 }),
    })
    .map(({ where, sites, vhostSniPolicy }) => ({
      software: 'apache',
      version: '2.4.71',
      supportsSni: true,
      listeners: listenersOf({ ...where, markers: [] }).map((listener) => ({
        ...listener,
        tls: sites[listener.sites[0]?.site ?? 0]?.sslEngine === true,
      })),
      sites: sites.map((one, index) => ({
        ...one,
        apache: { ...settings(documentRoot(index)), ...(one.versions && { protocols: one.versions }) },
      })),
      certificates: {},
      uncertain: [],
      ...(vhostSniPolicy !== undefined && { vhostSniPolicy: { policy: vhostSniPolicy, source: null } }),
    })),
);
