/** The keys and configurations of Encrypted Client Hello in a scene, all of its seed. */
import { encodeBase64 } from '../bytes/base64.ts';
import { echConfigVersion } from '../tls/codePoints.ts';
import type { EchKey } from '../tls/ech/clientHello.ts';
import { encodeEchConfigList, type EchConfig, type EchConfigContents } from '../tls/ech/config.ts';
import { hpkeKeyPair, hpkeSuite } from '../tls/hpke.ts';
import type { ClientOptions, ServerOptions } from '../tls/options.ts';
import type { Run } from './run.ts';
import type { WireMessage } from './trace.ts';

/** The longest name that the server would have hidden (`maximum_name_length`). */
const longestName = 64;

type KeyName = 'key' | 'other-key';
const numbers: Record<KeyName, number> = { key: 1, 'other-key': 2 };

function keyOf({ random, ech }: Run, name: KeyName): { key: EchKey; config: EchConfig } {
  const keyPair = hpkeKeyPair(random(32, `ech: ${name}`));
  const contents: EchConfigContents = {
    key_config: {
      config_id: numbers[name],
      kem_id: hpkeSuite.kem,
      public_key: keyPair.publicKey,
      cipher_suites: [{ kdf_id: hpkeSuite.kdf, aead_id: hpkeSuite.aead }],
    },
    maximum_name_length: longestName,
    public_name: new TextEncoder().encode(ech?.publicName),
    extensions: [],
  };
  const config = { version: echConfigVersion('ECH'), contents };
  return { key: { config: { config, contents }, keyPair }, config };
}

/** What the client brings along: the configuration from DNS, or nothing and so filler. */
export function clientEch(run: Run): ClientOptions['ech'] {
  if (run.ech === null || run.ech.outcome === 'none') return null;
  return { configs: run.ech.outcome === 'filler' ? [] : [keyOf(run, 'key').config] };
}

/** What the server opens with; it sends its configuration to whoever seals with another. */
export function serverEch(run: Run): ServerOptions['ech'] {
  const name = run.scenario.ech?.server ?? 'none';
  if (name === 'none') return null;
  const { key, config } = keyOf(run, name);
  return { keys: [key], retryConfigs: [config] };
}

/** The record that DNS has (RFC 9848): its configurations, and their text. */
export function httpsRecord(run: Run): { base64: string; message: WireMessage } {
  const { bytes, field } = encodeEchConfigList([keyOf(run, 'key').config]);
  return { base64: encodeBase64(bytes), message: { bytes, field } };
}
