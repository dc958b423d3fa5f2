import fc from 'fast-check';
import type { Listener, Server, Site } from '../../../src/hosting/model.ts';
import { enabledVersions, layout, listenersOf, plainSite, siteCount } from './common.ts';
import { answerOf, authority, certificates, exactName, rarely, siteNames, wildcard } from './names.ts';

const name = fc.oneof({ weight: 4, arbitrary: exactName }, { weight: 2, arbitrary: wildcard });

const auth = fc.oneof(
  { weight: 6, arbitrary: fc.constant('none' as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('optional' as const, 'optional-no-ca' as const, 'required' as const),
  },
);

const site: fc.Arbitrary<Site> = fc
  .record({
    names: siteNames(name),
    certificates: fc.option(certificates, { freq: 6, nil: [] }),
    versions: enabledVersions,
    clientAuth: auth,
    anyClientCertificate: rarely(fc.constant(true)),
  })
  .map(({ names, anyClientCertificate, ...settings }) => ({
    ...plainSite(names),
    ...settings,
    ...(/^(?:optional|required)$/u.test(settings.clientAuth) && anyClientCertificate !== true && authority),
    ...(settings.clientAuth === 'required' && anyClientCertificate === true && { anyClientCertificate }),
  }));

/** Caddy refuses one address in two blocks: a host that an earlier block has on the listener is left out. */
function withHosts(listener: Listener, sites: readonly Site[]): Listener {
  const taken = new Set<string>();
  const kept = listener.sites.flatMap((place) => {
    const names = sites[place.site]?.names.map(({ text }) => text.toLowerCase()) ?? [];
    const wanted = names.length > 0 ? names : [''];
    const free = wanted.filter((host) => !taken.has(host));
    for (const host of free) taken.add(host);
    return free.length === 0 ? [] : [{ ...place, hosts: free.filter((host) => host !== '') }];
  });
  return { ...listener, sites: kept };
}

export const caddyServer: fc.Arbitrary<Server> = siteCount.chain((count) =>
  fc
    .record({
      where: layout(count),
      sites: fc.array(site, { minLength: count, maxLength: count }),
      strictSniHost: fc.option(fc.boolean(), { freq: 2, nil: undefined }),
      defaultSni: fc.option(exactName, { freq: 2, nil: undefined }),
    })
    .map(({ where, sites, strictSniHost, defaultSni }) => ({
      software: 'caddy',
      version: '2.6.2',
      supportsSni: true,
      listeners: listenersOf({ ...where, markers: [] }).map((listener) => ({
        ...withHosts(listener, sites),
        ...(strictSniHost !== undefined && { strictSniHost }),
      })),
      sites: sites.map((one, index) => ({ ...one, answer: answerOf(index) })),
      certificates: {},
      uncertain: [],
      ...(defaultSni !== undefined && { defaultSni }),
    })),
);
