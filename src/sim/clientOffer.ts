/** What a client's hello offers of itself: all that the first view asks of a client. */
import type { TlsVersion } from '../hosting/model.ts';
import type { ClientName } from '../identity/types.ts';
import type { EchClient } from './scenario.ts';

export type ClientOffer = {
  /** What it offers when the scenario does not limit it. */
  versions: readonly TlsVersion[];
  /** It knows server_name. */
  knowsSni: boolean;
  /** What it does with Encrypted Client Hello (RFC 9849): fill in for it, seal its hello when DNS has a key. */
  ech: readonly EchClient[];
};

const usual: ClientOffer = { versions: ['1.3', '1.2'], knowsSni: true, ech: [] };

const others: Partial<Record<ClientName, ClientOffer>> = {
  chrome: { ...usual, ech: ['filler', 'on'] },
  firefox: { ...usual, ech: ['filler', 'on'] },
  go: { ...usual, ech: ['on'] },
  python36: { ...usual, versions: ['1.2'] },
  // Illustrative: Internet Explorer 6 on Windows XP. Its hello here is TLS 1.2 without extensions.
  xp: { versions: ['1.2'], knowsSni: false, ech: [] },
};

export const clientOffer = (client: ClientName): ClientOffer => others[client] ?? usual;
