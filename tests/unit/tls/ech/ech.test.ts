import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cipherSuite, extensionType, namedGroup, protocolVersion } from '../../../../src/tls/codePoints.ts';
import {
  echSender,
  greaseEch,
  markInner,
  openEch,
  sealInner,
  type EchKey,
} from '../../../../src/tls/ech/clientHello.ts';
import {
  encodeEchConfigList,
  parseEchConfigList,
  usableConfig,
  type EchConfigContents,
  type UsableConfig,
} from '../../../../src/tls/ech/config.ts';
import { acceptConfirmation, confirmedRandom, isConfirmed } from '../../../../src/tls/ech/confirmation.ts';
import { innerFromEncoded, paddedLength } from '../../../../src/tls/ech/encodedInner.ts';
import { findExtension } from '../../../../src/tls/findExtension.ts';
import { hpkeKeyPair } from '../../../../src/tls/hpke.ts';
import {
  encodeClientHello,
  parseClientHello,
  serverNameExtension,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../../../../src/tls/messages/clientHello.ts';
import { encodeServerHello, type ServerHelloContent } from '../../../../src/tls/messages/serverHello.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { expectEveryByteClaimed } from '../fields.ts';
import { capturedHellos } from '../truth.ts';

const random = seededBytes('ech');
const keyPair = hpkeKeyPair(random(32, 'key'));
const utf8 = new TextEncoder();

const contentsOf = (change: Partial<EchConfigContents> = {}): EchConfigContents => ({
  key_config: {
    config_id: 7,
    kem_id: 0x0020,
    public_key: keyPair.publicKey,
    cipher_suites: [{ kdf_id: 1, aead_id: 1 }],
  },
  maximum_name_length: 64,
  public_name: utf8.encode('public.example'),
  extensions: [],
  ...change,
});
const configOf = (change: Partial<EchConfigContents> = {}) => ({
  version: 0xfe0d,
  contents: contentsOf(change),
});
const usable = (change: Partial<EchConfigContents> = {}): UsableConfig => ({
  config: configOf(change),
  contents: contentsOf(change),
});
const key: EchKey = { config: usable(), keyPair };

const hello = (name: string, more: ClientHelloExtension[] = []): ClientHelloContent => ({
  legacy_version: 0x0303,
  random: random(32, `random ${name}`),
  legacy_session_id: random(32, 'session id'),
  cipher_suites: [cipherSuite('TLS_AES_128_GCM_SHA256')],
  legacy_compression_methods: [0],
  extensions: [
    serverNameExtension(name),
    { type: 'supported_groups', data: { named_group_list: [namedGroup('x25519')] } },
    { type: 'supported_versions', data: { versions: [protocolVersion('TLS 1.3')] } },
    ...more,
  ],
});
const ephemeral = hpkeKeyPair(random(32, 'ephemeral'));
const shared = [extensionType('supported_groups'), extensionType('supported_versions')];

function offered(inner = hello('secret.example'), outer = hello('public.example'), compress: number[] = []) {
  const sender = echSender(usable(), ephemeral);
  if (sender === null) throw new Error('no key of X25519');
  const marked = markInner(inner);
  const sent = encodeClientHello(sealInner(sender, 0, marked, outer, compress));
  const { content } = parseClientHello(sent.bytes);
  if (!content) throw new Error('not offered');
  return { inner: encodeClientHello(marked), outer: sent, content };
}

describe('ECHConfigList', () => {
  /** What cloudflare-ech.com published in its HTTPS record (RFC 9849 section 4 read by hand). */
  const cloudflare =
    'AEX+DQBBeAAgACCgx++UjkM3TwlEU/Z+Fa9nq8ESXbzIV5L071hBSM3IJgAEAAEAAQASY2xvdWRmbGFyZS1lY2guY29tAAA=';
  const bytes = new Uint8Array(Buffer.from(cloudflare, 'base64'));

  it('of Cloudflare: read whole, and built again to the byte', () => {
    const { configs, errors, field } = parseEchConfigList(bytes);
    expect(errors).toEqual([]);
    expectEveryByteClaimed(field, bytes.length);
    const [config] = configs ?? [];
    if (!config || config.contents instanceof Uint8Array) throw new Error('not read');
    expect(config.contents.key_config).toMatchObject({
      config_id: 0x78,
      kem_id: 0x0020,
      cipher_suites: [{ kdf_id: 1, aead_id: 1 }],
    });
    expect(new TextDecoder().decode(config.contents.public_name)).toBe('cloudflare-ech.com');
    expect(config.contents.maximum_name_length).toBe(0);
    const built = encodeEchConfigList(configs ?? []);
    expect(built.bytes).toEqual(bytes);
    expect(built.field).toEqual(field);
  });

  it.each(Array.from({ length: 70 }, (_, length) => length))(
    'cut after %i bytes: an error, never an exception',
    (length) => {
      const { errors, field } = parseEchConfigList(bytes.slice(0, length));
      expect(errors.length).toBeGreaterThan(0);
      expectEveryByteClaimed(field, length);
    },
  );

  it.each<[string, Partial<EchConfigContents>, boolean]>([
    ['the suite of this page', {}, true],
    ['P-256 only', { key_config: { ...contentsOf().key_config, kem_id: 0x0010 } }, false],
    [
      'ChaCha20 only',
      { key_config: { ...contentsOf().key_config, cipher_suites: [{ kdf_id: 1, aead_id: 3 }] } },
      false,
    ],
    [
      'an extension that may be passed over',
      { extensions: [{ extension_type: 0x1234, extension_data: new Uint8Array() }] },
      true,
    ],
    [
      'an extension that must be understood (section 4.2)',
      { extensions: [{ extension_type: 0x9234, extension_data: new Uint8Array() }] },
      false,
    ],
    ['a public name that is an address (section 6.1.7)', { public_name: utf8.encode('192.0.2.1') }, false],
    ['a public name that ends in a dot', { public_name: utf8.encode('a.') }, false],
  ])('%s: usable or not', (_what, change, isUsable) => {
    expect(usableConfig([configOf(change)]) !== null).toBe(isUsable);
  });

  it('versions that are not known are passed over', () => {
    const other = { version: 0xfe0c, contents: Uint8Array.of(1, 2, 3) };
    const { bytes: list } = encodeEchConfigList([other, configOf()]);
    const { configs, errors } = parseEchConfigList(list);
    expect(errors).toEqual([]);
    expect(configs?.[0]).toEqual(other);
    expect(usableConfig(configs ?? [])?.config).toEqual(configOf());
  });
});

describe('the two hellos', () => {
  it('the outer one says the public name, and nothing of the secret one', () => {
    const { outer, content } = offered();
    const name = findExtension(content.extensions, 'server_name')?.server_name_list[0]?.HostName;
    expect(new TextDecoder().decode(name)).toBe('public.example');
    expect(Buffer.from(outer.bytes).includes('secret')).toBe(false);
  });

  it.each([
    ['whole', []],
    ['with shared extensions left out', shared],
  ])('the server opens it to the very hello that the client means (%s)', (_what, compress) => {
    const { inner, content } = offered(undefined, undefined, compress);
    expect(openEch(content, [key])).toMatchObject({ outcome: 'accepted', inner });
    const said = parseClientHello(inner.bytes).content;
    expect(said?.legacy_session_id).toEqual(content.legacy_session_id); // section 5.1
    expect(findExtension(said?.extensions ?? [], 'encrypted_client_hello')).toEqual({ outer: null });
    expect(findExtension(said?.extensions ?? [], 'ech_outer_extensions')).toBeUndefined();
  });

  it('shared extensions make the sealed hello shorter, and it is padded to 32 bytes and the tag', () => {
    const padding: ClientHelloExtension = { type: 'padding', data: new Uint8Array(320) };
    const sealed = (compress: number[]): number => {
      const { content } = offered(
        hello('secret.example', [padding]),
        hello('public.example', [padding]),
        compress,
      );
      return findExtension(content.extensions, 'encrypted_client_hello')?.outer?.payload.length ?? 0;
    };
    expect(sealed([]) - sealed([extensionType('padding')])).toBe(320);
    expect(sealed([]) % 32).toBe(16);
  });

  it('names of up to the maximum give sealed hellos of one length', () => {
    const lengths = ['a.example', 'a-longer-name.example', `${'x'.repeat(56)}.example`].map(
      (name) => offered(hello(name)).outer.bytes.length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it.each([
    { length: 100, name: 10, most: 64, padded: 160, why: '100 + 54 = 154, to the next multiple of 32' },
    { length: 100, name: 64, most: 64, padded: 128, why: 'no name to make up for' },
    { length: 100, name: 80, most: 64, padded: 128, why: 'longer than the maximum: rounding alone' },
    { length: 100, name: null, most: 64, padded: 192, why: '100 + 64 + 9 = 173' },
    { length: 128, name: 64, most: 64, padded: 128, why: 'a multiple of 32 already' },
  ])(
    'section 6.1.3: $length bytes, name $name of $most: $padded ($why)',
    ({ length, name, most, padded }) => {
      expect(paddedLength(length, name, most)).toBe(padded);
    },
  );
});

describe('what a server makes of it', () => {
  const other = hpkeKeyPair(random(32, 'another key'));

  it('another key, another number, another configuration: rejected, and the outer hello counts', () => {
    const { content } = offered();
    const otherId = usable({ key_config: { ...contentsOf().key_config, config_id: 8 } });
    const otherName = usable({ public_name: utf8.encode('else.example') });
    expect(openEch(content, [{ ...key, keyPair: other }])).toEqual({ outcome: 'rejected' });
    expect(openEch(content, [{ ...key, config: otherId }])).toEqual({ outcome: 'rejected' });
    expect(openEch(content, [{ ...key, config: otherName }])).toEqual({ outcome: 'rejected' });
    expect(openEch(content, [{ ...key, keyPair: other }, key]).outcome).toBe('accepted');
  });

  it('any change of the outer hello: rejected, for it is sealed in (section 5.2)', () => {
    const { content } = offered();
    expect(openEch({ ...content, cipher_suites: [0x1303] }, [key])).toEqual({ outcome: 'rejected' });
  });

  it('no encrypted_client_hello, or an inner one in the open: absent', () => {
    expect(openEch(hello('a.example'), [key])).toEqual({ outcome: 'absent' });
    const inner = parseClientHello(offered().inner.bytes).content;
    expect(inner && openEch(inner, [key])).toEqual({ outcome: 'absent' });
  });

  it('an inner hello that offers TLS 1.2 is illegal (section 7.1)', () => {
    const versions = [protocolVersion('TLS 1.3'), protocolVersion('TLS 1.2')];
    const inner = hello('secret.example');
    const extensions = (inner.extensions ?? []).map((each): ClientHelloExtension =>
      each.type === 'supported_versions' ? { type: each.type, data: { versions } } : each,
    );
    expect(openEch(offered({ ...inner, extensions }).content, [key])).toEqual({ outcome: 'illegal' });
  });

  it('a reference to what the outer hello does not have is illegal (section 5.1)', () => {
    const inner = hello('secret.example', [
      { type: 'ech_outer_extensions', data: [extensionType('cookie')] },
    ]);
    expect(openEch(offered(inner).content, [key])).toEqual({ outcome: 'illegal' });
  });
});

describe('hostile hellos', () => {
  it('nothing that is sealed for the server makes it throw, and all of it is one of the four outcomes', () => {
    const { inner } = offered();
    const damage = fc.array(fc.tuple(fc.nat(inner.bytes.length), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(damage, fc.nat(inner.bytes.length), (changes, end) => {
        const encoded = inner.bytes.slice(4, 4 + end);
        for (const [at, octet] of changes) if (at < encoded.length) encoded[at] = octet;
        innerFromEncoded(encoded, hello('public.example'));
      }),
      { numRuns: 1000 },
    );
  });

  it('a hello that would grow beyond what its lengths can say is illegal', () => {
    const sealed = hello('secret.example', [
      { type: 'padding', data: new Uint8Array(40_000) },
      { type: 'encrypted_client_hello', data: { outer: null } },
      { type: 'ech_outer_extensions', data: [extensionType('cookie')] },
    ]);
    const encoded = encodeClientHello({ ...sealed, legacy_session_id: new Uint8Array() }).bytes.slice(4);
    const outer = (size: number) =>
      hello('public.example', [{ type: 'cookie', data: { cookie: new Uint8Array(size) } }]);
    expect(innerFromEncoded(encoded, outer(20_000))?.type).toBe('client_hello');
    expect(innerFromEncoded(encoded, outer(30_000))).toBeNull();
  });
});

describe('filler', () => {
  it('opens with no key, and is as long as a sealed hello', () => {
    const extension = greaseEch(random, ephemeral.publicKey, 200);
    expect(extension).toMatchObject({ data: { outer: { enc: ephemeral.publicKey } } });
    const outer = hello('a.example', [extension]);
    expect(openEch(outer, [key])).toEqual({ outcome: 'rejected' });
    expect(findExtension(outer.extensions, 'encrypted_client_hello')?.outer?.payload).toHaveLength(224 + 16);
  });

  it('of the real Chromium has the form of an outer one', () => {
    const content = parseClientHello((capturedHellos().get('chromium') ?? new Uint8Array()).slice(5)).content;
    const sealed = findExtension(content?.extensions ?? [], 'encrypted_client_hello')?.outer;
    expect(sealed).toMatchObject({ HpkeSymmetricCipherSuite: { kdf_id: 1, aead_id: 1 } });
    expect(sealed?.enc).toHaveLength(32);
    expect((sealed?.payload.length ?? 0) % 32).toBe(16);
  });
});

describe('acceptance (section 7.2)', () => {
  const content: ServerHelloContent = {
    legacy_version: 0x0303,
    random: random(32, 'server random'),
    legacy_session_id_echo: random(32, 'session id'),
    cipher_suite: cipherSuite('TLS_AES_128_GCM_SHA256'),
    legacy_compression_method: 0,
    extensions: [{ type: 'supported_versions', data: protocolVersion('TLS 1.3') }],
  };
  const serverHello = encodeServerHello(content).bytes;
  const innerRandom = random(32, 'random secret.example');
  const { inner } = offered();
  const confirmation = acceptConfirmation('sha256', innerRandom, inner.bytes, serverHello);

  it('is what OpenSSL’s HMAC and hash make of the formula', () => {
    const blank = Buffer.from(serverHello);
    blank.fill(0, 30, 38); // header 4, version 2, 24 of the random
    const transcript = createHash('sha256').update(inner.bytes).update(blank).digest();
    const secret = createHmac('sha256', Buffer.alloc(32)).update(innerRandom).digest();
    const label = Buffer.from('tls13 ech accept confirmation');
    const info = Buffer.concat([Buffer.from([0, 8, label.length]), label, Buffer.from([32]), transcript]);
    const expanded = createHmac('sha256', secret)
      .update(info)
      .update(Buffer.from([1]))
      .digest();
    expect(Buffer.from(confirmation)).toEqual(expanded.subarray(0, 8));
  });

  it('is recognised in a ServerHello that carries it, and only there', () => {
    const confirmed = encodeServerHello({
      ...content,
      random: confirmedRandom(content.random, confirmation),
    }).bytes;
    expect(isConfirmed(confirmed, confirmation)).toBe(true);
    expect(isConfirmed(serverHello, confirmation)).toBe(false);
    expect(acceptConfirmation('sha256', innerRandom, inner.bytes, confirmed)).toEqual(confirmation);
  });
});
