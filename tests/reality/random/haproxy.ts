import fc from 'fast-check';
import type {
  BindSettings,
  CertificateEntry,
  Listener,
  Server,
  TlsVersion,
} from '../../../src/hosting/model.ts';
import { places, plainSite } from './common.ts';
import { answerOf, authority, certificate, exactName, mostly, rarely, wildcard } from './names.ts';

const filter = fc.record({
  text: fc.oneof({ weight: 3, arbitrary: exactName }, { weight: 2, arbitrary: wildcard }),
  negated: mostly(false, fc.constant(true), 6),
});

const auth = fc.oneof(
  { weight: 5, arbitrary: fc.constant('none' as const) },
  { weight: 2, arbitrary: fc.constantFrom('optional' as const, 'required' as const) },
);

const range = fc.constantFrom<TlsVersion[]>(['1.2'], ['1.3'], ['1.2', '1.3']);

const entry: fc.Arbitrary<CertificateEntry> = fc
  .record({
    use: certificate,
    filters: fc.option(fc.array(filter, { minLength: 1, maxLength: 3 }), { freq: 2 }),
    clientAuth: rarely(auth),
    versions: rarely(range),
  })
  .map(({ use: { file }, filters, clientAuth, versions }) => ({
    file,
    source: null,
    filters,
    isDefault: false,
    ...(clientAuth !== undefined && { clientAuth, ...(clientAuth !== 'none' && authority) }),
    ...(versions !== undefined && { versions }),
  }));

const bind: fc.Arbitrary<BindSettings> = fc
  .record({ versions: range, clientAuth: auth, ciphers: fc.constant(null) })
  .map((settings) => ({
    ...settings,
    ignoredErrors: { certificate: [], issuers: [] },
    ...(settings.clientAuth !== 'none' && authority),
  }));

type Front = { entries: CertificateEntry[]; strictSni: boolean; bind: BindSettings };

const front: fc.Arbitrary<Front> = fc.record({
  entries: fc.array(entry, { minLength: 1, maxLength: 5 }),
  strictSni: mostly(false, fc.constant(true), 4),
  bind,
});

/** A frontend for each place; the first certificate is the default. */
export const haproxyServer: fc.Arbitrary<Server> = places.chain((chosen) =>
  fc.array(front, { minLength: chosen.length, maxLength: chosen.length }).map((fronts) => ({
    software: 'haproxy',
    version: '2.6.12',
    supportsSni: true,
    listeners: chosen.map((place, index): Listener => {
      const own = fronts[index];
      const sites = [{ site: index, isDefault: false, source: null }];
      if (!place.tls || own === undefined) return { ...place, sites, source: null };
      const entries = own.entries.map((one, at) => ({ ...one, isDefault: at === 0 }));
      return { ...place, ...own, sites, entries, source: null };
    }),
    sites: chosen.map((_, index) => ({ ...plainSite([]), label: 'front', answer: answerOf(index) })),
    certificates: {},
    uncertain: [],
  })),
);
