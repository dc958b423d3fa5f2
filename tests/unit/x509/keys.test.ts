/** Private keys in every form that openssl writes: matched to what carries their public key, and forgotten. */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { readInput } from '../../../src/x509/readInput.ts';
import { readText } from './files.ts';

const sampleKeys = ['blog.example', 'rsa-2048', 'ed25519'];
const pemOf = (name: string): string => readText(`samples/${name}.pem`);
const keyOf = (name: string): string => readText(`samples/keys/${name}.pem`);
const spki = (key: string): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });

it.each(sampleKeys)(
  '%s: the public key is the one that Node derives, and its certificate carries it',
  async (name) => {
    const others = sampleKeys.filter((other) => other !== name).map(pemOf);
    const { items } = await readInput([...others, keyOf(name), pemOf(name)].join('\n'));
    const key = items.find((item) => item.kind === 'private-key');
    expect(key?.publicKey).toEqual(new Uint8Array(spki(keyOf(name))));
    expect(key?.matches).toEqual([3]);
  },
);

it.each([
  ['rsa-2048', 'pkcs1'],
  ['blog.example', 'sec1'],
] as const)('%s as %s', async (name, type) => {
  const text = createPrivateKey(keyOf(name)).export({ type, format: 'pem' }).toString();
  const { items } = await readInput(`${pemOf(name)}${text}`);
  expect(items[1]).toMatchObject({ kind: 'private-key', matches: [0] });
});

it.each(['P-384', 'P-521', 'secp256k1'])('%s', async (namedCurve) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const { items } = await readInput(`${publicKey}${privateKey}`);
  expect(items[1]).toMatchObject({ kind: 'private-key', matches: [0] });
  expect(items[1]).toMatchObject({ publicKey: new Uint8Array(spki(publicKey)) });
});

it('a request carries the key too; a key of somebody else matches nothing', async () => {
  const { items } = await readInput(`${readText('tests/truth/x509/request.pem')}${keyOf('blog.example')}`);
  expect(items.map(({ kind }) => kind)).toEqual(['csr', 'private-key']);
  expect(items[1]).toMatchObject({ matches: [] });
});

it('an encrypted key stays closed', async () => {
  const { items } = await readInput(readText('tests/truth/x509/encrypted-pkcs8.pem'));
  expect(items).toMatchObject([{ encrypted: true, publicKey: null, matches: [] }]);
});
