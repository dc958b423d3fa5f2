import fc from 'fast-check';
import { expect, test } from 'vitest';
import type {
  BindSettings,
  CertificateEntry,
  Listener,
  Server,
  Site,
} from '../../../../src/hosting/model.ts';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';

const versions = fc.constantFrom<BindSettings['versions'][]>(
  ['1.2'],
  ['1.3'],
  ['1.2', '1.3'],
  ['1.0', '1.1', '1.2'],
);
const word = fc.stringMatching(/^[a-z0-9]{1,8}$/u);
const path = word.map((name) => `/etc/certs/${name}.pem`);
const filter = fc.record({
  text: fc.oneof(
    word,
    word.map((name) => `*.${name}.test`),
    word.map((name) => `${name}.test`),
  ),
  negated: fc.boolean(),
});
const auth = fc.constantFrom<{ clientAuth: Site['clientAuth']; clientCertificateAuthority?: string }>(
  { clientAuth: 'none' },
  { clientAuth: 'optional', clientCertificateAuthority: '/etc/ca.pem' },
  { clientAuth: 'required', clientCertificateAuthority: '/etc/ca dir/ca "x".pem' },
);
const plain = path.map((file) => ({ file, source: null, filters: null, isDefault: false }));
const listed = fc.record({
  file: path,
  source: fc.constant(null),
  filters: fc.option(fc.array(filter, { minLength: 1, maxLength: 3 })),
  isDefault: fc.constant(false),
  versions: versions,
});
const entries = fc
  .array(fc.oneof(plain, listed), { minLength: 1, maxLength: 5 })
  .map((list) => list.map((entry, index): CertificateEntry => ({ ...entry, isDefault: index === 0 })));
const bind = fc
  .record({
    versions,
    auth,
    ciphers: fc.constantFrom(null, 'ECDHE+AESGCM', 'ALL:@SECLEVEL=0'),
    ignoredErrors: fc.constantFrom<BindSettings['ignoredErrors']>(
      { certificate: [], issuers: [] },
      { certificate: ['all'], issuers: ['10', '20'] },
    ),
  })
  .map(({ auth: verify, ...rest }): BindSettings => ({ ...rest, ...verify }));
const address = fc.constantFrom<Pick<Listener, 'address' | 'family'>>(
  { address: '*', family: 4 },
  { address: '*', family: 6 },
  { address: '*' },
  { address: '192.0.2.1' },
  { address: '2001:db8::1' },
);
const listener = fc
  .record({ address, entries, bind, strictSni: fc.boolean() })
  .map(({ address: place, ...rest }) => ({ ...place, ...rest, port: 0, tls: true, source: null }));

/** Sites of one to three listeners, each on a port of its own. */
const server = fc
  .array(fc.tuple(fc.array(listener, { minLength: 1, maxLength: 3 }), fc.integer({ min: 200, max: 599 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((frontends): Server => {
    const listeners: Listener[] = [];
    for (const [site, [own]] of frontends.entries())
      for (const one of own)
        listeners.push({
          ...one,
          port: 8000 + listeners.length,
          sites: [{ site, isDefault: false, source: null }],
        });
    const sites = frontends.map(([, status], index): Site => ({
      label: `f${String(index)}`,
      names: [],
      certificates: [],
      versions: null,
      clientAuth: 'none',
      source: null,
      answer: { status, source: null, uncertain: [] },
    }));
    return {
      software: 'haproxy',
      version: '2.6.12',
      supportsSni: true,
      listeners,
      sites,
      certificates: {},
      uncertain: [],
    };
  });

/** What decides, without the lines it came from. */
const essence = ({ listeners, sites }: Server): unknown =>
  JSON.parse(
    JSON.stringify(
      [listeners, sites.map(({ label, answer }) => [label, answer?.status])],
      (key, value: unknown) => (key === 'source' ? undefined : value),
    ),
  );

test('a printed server is read back the same', () => {
  fc.assert(
    fc.property(server, (original) => {
      const { files, mainFile, problems } = printConfig(original, 'haproxy');
      const read = readConfig('haproxy', files, mainFile, { version: original.version });
      expect(problems).toEqual([]);
      expect(read.problems.filter(({ severity }) => severity === 'fatal')).toEqual([]);
      expect(essence(read.server)).toEqual(essence(original));
    }),
  );
});
