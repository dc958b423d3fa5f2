/** Captures, dumps of hellos, and archives. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { isCapture, readCapture } from '../../../src/capture/read/readCapture.ts';
import { readHello, readHelloText } from '../../../src/capture/read/givenHello.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { readGiven } from '../../../src/worker/readGiven.ts';
import { mutateBytes } from '../mutateBytes.ts';
import { mutateText } from '../mutateText.ts';
import type { Random } from '../random.ts';
import { allOf, certificateFiles, configurationSeeds, pickSeed, rowsOf } from '../seeds.ts';
import { target } from '../target.ts';
import { tarOf, zipOf, type Member } from '../writeArchive.ts';

const captures = rowsOf('tests/truth/tls/captures.txt').map(
  (row) => new Uint8Array(Buffer.from(row.split(' ')[1] ?? '', 'base64')),
);
const hellos = rowsOf('tests/truth/tls/clientHellos.hex').map((row) => row.split(' ').at(-1) ?? '');
const helloBytes = hellos.map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));

export const capture = target<Uint8Array | string>({
  name: 'capture',
  cases: 20_000,
  steps: 20_000_000,
  make: (random) => {
    if (random.once(4))
      return mutateText(random.pick(hellos), random, {
        words: ['0000  16 03 01', '0x16,', '{', '}', '16:03:01', '\\x16'],
        seeds: hellos,
        brackets: [['{', '}']],
      });
    const seed = random.once(4) ? random.pick(helloBytes) : random.pick(captures);
    return mutateBytes(seed, random, {
      tokens: [Uint8Array.of(0x16, 3, 1, 2, 0, 1), Uint8Array.of(0xff, 0xff)],
      seeds: captures,
    });
  },
  run: (input) => {
    if (typeof input === 'string') readHelloText(input);
    else if (isCapture(input)) readCapture(input);
    else readHello(input);
  },
});

const texts = (['nginx', 'apache', 'haproxy', 'caddy'] as const).map((software) =>
  configurationSeeds(software),
);
const certificates = certificateFiles();
const paths = [
  'nginx.conf',
  'etc/nginx/nginx.conf',
  'conf.d/a.conf',
  'apache2.conf',
  'Caddyfile',
  'haproxy.cfg',
  'constructor',
  '__proto__',
  'a/../b',
  '',
  'x.pem',
  'a\u202egpj.conf',
];

function member(random: Random): Member {
  const content = random.once(3)
    ? pickSeed(certificates, random)
    : new TextEncoder().encode(pickSeed(random.pick(texts), random));
  const link = random.once(6) ? random.pick(paths) : null;
  return { path: random.pick(paths), content: content.subarray(0, 20_000), link };
}

function archiveOf(random: Random): Uint8Array {
  const members = Array.from({ length: 1 + random.below(4) }, () => member(random));
  const kind = random.pick(['zip', 'stored', 'tar', 'tar.gz', 'gz'] as const);
  if (kind === 'zip') return zipOf(members, (content) => new Uint8Array(deflateRawSync(content)));
  if (kind === 'stored') return zipOf(members, null);
  if (kind === 'tar') return tarOf(members);
  return new Uint8Array(gzipSync(kind === 'gz' ? (members[0]?.content ?? new Uint8Array()) : tarOf(members)));
}

const magic = [[0x50, 0x4b, 5, 6], [0x50, 0x4b, 1, 2], [0x50, 0x4b, 3, 4], [0x1f, 0x8b, 8], [0x75, 0x73, 0x74, 0x61, 0x72, 0], [0, 0, 0, 0, 0, 0, 0, 0]].map((octets) => Uint8Array.from(octets)); // prettier-ignore

export const archive = target<{ name: string; content: Uint8Array }[]>({
  name: 'archive',
  cases: 20_000,
  steps: 50_000_000,
  make: (random) =>
    Array.from({ length: random.pick([1, 1, 1, 2]) }, () => {
      const whole = archiveOf(random);
      return {
        name: random.pick(paths),
        content: random.once(8)
          ? whole
          : mutateBytes(whole, random, { tokens: magic, seeds: [whole, ...allOf(certificates).slice(0, 3)] }),
      };
    }),
  run: async (files) => {
    const read = await readGiven(
      { files: files.map(({ name, content }) => new File([concat(content)], name)) },
      64 * 1024,
      () => undefined,
    );
    if (read.outcome === 'stopped') throw new Error(String(read.problem.params.message));
  },
});
