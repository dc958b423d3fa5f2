/** Keys and configurations for ends that speak Encrypted Client Hello. */
import type { EchKey } from '../../../../src/tls/ech/clientHello.ts';
import type { EchConfig, EchConfigContents } from '../../../../src/tls/ech/config.ts';
import { hpkeKeyPair } from '../../../../src/tls/hpke.ts';
import type { ClientOptions, ServerOptions } from '../../../../src/tls/options.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';

export const secretName = 'shop.example';
export const publicName = 'public.example';

/** A key and the configuration for it; code points of RFC 9180: X25519, HKDF-SHA256, AES-128-GCM. */
function keyOf(label: string, config_id: number): { key: EchKey; config: EchConfig } {
  const keyPair = hpkeKeyPair(seededBytes('ech keys')(32, label));
  const contents: EchConfigContents = {
    key_config: {
      config_id,
      kem_id: 0x0020,
      public_key: keyPair.publicKey,
      cipher_suites: [{ kdf_id: 1, aead_id: 1 }],
    },
    maximum_name_length: 64,
    public_name: new TextEncoder().encode(publicName),
    extensions: [],
  };
  const config = { version: 0xfe0d, contents };
  return { key: { config: { config, contents }, keyPair }, config };
}

export const current = keyOf('current', 1);
/** The same number, so that only the key tells the difference. */
export const stale = keyOf('stale', 1);

export const offering: Partial<ClientOptions> = {
  ech: { configs: [current.config] },
  serverName: secretName,
};
export const filling: Partial<ClientOptions> = { ech: { configs: [] }, serverName: secretName };
export const opening: Partial<ServerOptions> = {
  ech: { keys: [current.key], retryConfigs: [current.config] },
};
/** It publishes a new key, and the client has the old one. */
export const notOpening: Partial<ServerOptions> = {
  ech: { keys: [stale.key], retryConfigs: [stale.config] },
};
