import { clientNames } from '../../identity/types.ts';
import { clientOffer } from '../../sim/clientOffer.ts';
import { stage } from './stage.svelte.ts';

/** A client comes with the versions that it offers, and its own hello; a name that is none changes nothing. */
export function chooseClient(name: string): void {
  const client = clientNames.find((candidate) => candidate === name);
  if (client) void stage.edit({ client, versions: [...clientOffer(client).versions], offer: undefined });
}
