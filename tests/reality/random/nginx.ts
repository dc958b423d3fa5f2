import fc from 'fast-check';
import type { Server, Site } from '../../../src/hosting/model.ts';
import { clientAuth, enabledVersions, layout, listenersOf, plainSite, siteCount } from './common.ts';
import { answerOf, authority, certificates, exactName, rarely, siteNames, use, wildcard } from './names.ts';

const odd = fc.constantFrom(
  '.example.com',
  'www.*',
  'shop.*',
  '~^www\\d*\\.',
  '~\\.example\\.com$',
  '_',
  '',
  'Shop.Example',
);

const name = fc.oneof(
  { weight: 4, arbitrary: exactName },
  { weight: 2, arbitrary: wildcard },
  { weight: 1, arbitrary: odd },
);

const ciphers = fc.constantFrom(
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384',
  'HIGH:!aECDSA',
);

const site: fc.Arbitrary<Site> = fc
  .record({
    names: siteNames(name),
    certificates: fc.option(certificates, { freq: 6, nil: [] }),
    versions: enabledVersions,
    clientAuth,
    rejectHandshake: rarely(fc.constant(true), 8),
    preferServerCiphers: rarely(fc.constant(true)),
    ciphers: rarely(ciphers, 8),
    resumption: rarely(fc.constant(false)),
  })
  .map(({ names, ...settings }) => ({ ...plainSite(names), ...authority, ...settings }));

/** Without a certificate for the default of a TLS listener nginx does not start: it is given one. */
function startable(server: Server): Server {
  const defaults = server.listeners
    .filter(({ tls }) => tls)
    .map(({ sites }) => (sites.find(({ isDefault }) => isDefault) ?? sites[0])?.site);
  const sites = server.sites.map((one, index) => {
    const needs = defaults.includes(index) && one.certificates.length === 0 && one.rejectHandshake !== true;
    return needs ? { ...one, certificates: [use('blog.example.pem')] } : one;
  });
  return { ...server, sites };
}

export const nginxServer: fc.Arbitrary<Server> = siteCount.chain((count) =>
  fc.tuple(layout(count), fc.array(site, { minLength: count, maxLength: count })).map(([where, sites]) =>
    startable({
      software: 'nginx',
      version: '1.22',
      supportsSni: true,
      listeners: listenersOf(where),
      sites: sites.map((one, index) => ({ ...one, answer: answerOf(index) })),
      certificates: {},
      uncertain: [],
    }),
  ),
);
