/** What a client's hello offers of itself: all that the first view asks of a client. */
import type { TlsVersion } from '../hosting/model.ts';
import type { ClientName } from '../identity/types.ts';

/** `knowsSni`: it knows server_name. `versions`: what it offers when the scenario does not limit it. */
export type ClientOffer = { versions: readonly TlsVersion[]; knowsSni: boolean };

const usual: ClientOffer = { versions: ['1.3', '1.2'], knowsSni: true };

const others: Partial<Record<ClientName, ClientOffer>> = {
  python36: { versions: ['1.2'], knowsSni: true },
  // Illustrative: Internet Explorer 6 on Windows XP. Its hello here is TLS 1.2 without extensions.
  xp: { versions: ['1.2'], knowsSni: false },
};

export const clientOffer = (client: ClientName): ClientOffer => others[client] ?? usual;
