/** Traffic secrets of TLS 1.3 as they come into use: for the records, and told to the caller for the key log. */
import { otherSide, type Side } from '../side.ts';
import type { KeyLogLabel, SealedBy } from '../endpoint.ts';
import { nextTrafficSecret, type TrafficSecrets } from '../keySchedule13.ts';
import type { Message } from '../message.ts';
import { opener13, sealer13 } from '../protection13.ts';
import type { Refusal } from '../refusal.ts';
import type { NamedSuite13 } from '../suites13.ts';
import type { Handshake } from './state.ts';

export type { Side } from '../side.ts';

/** What both sides of a handshake in TLS 1.3 have. `clientRandom`: names the connection in the key log. */
export type Connection13 = {
  handshake: Handshake;
  side: Side;
  suite: NamedSuite13;
  clientRandom: Uint8Array;
};

const labels = {
  handshake: { client: 'CLIENT_HANDSHAKE_TRAFFIC_SECRET', server: 'SERVER_HANDSHAKE_TRAFFIC_SECRET' },
  application: { client: 'CLIENT_TRAFFIC_SECRET_0', server: 'SERVER_TRAFFIC_SECRET_0' },
} as const;

type Epoch = keyof typeof labels;

export const tellSecret = (
  { handshake, clientRandom }: Connection13,
  label: KeyLogLabel,
  secret: Uint8Array,
): void => {
  handshake.outbox.emit({ kind: 'secret', label, clientRandom, secret });
};

export function tellTrafficSecrets(connection: Connection13, epoch: Epoch, secrets: TrafficSecrets): void {
  tellSecret(connection, labels[epoch].client, secrets.client);
  tellSecret(connection, labels[epoch].server, secrets.server);
}

/** What this side sends from here on. `announcement`: see `Outbox.sealWith`. */
export function seal13(
  { handshake, side, suite }: Connection13,
  epoch: Epoch,
  secrets: TrafficSecrets,
  announcement: Message | null = null,
): void {
  const sealer = sealer13(suite, secrets[side], { secret: labels[epoch][side], updates: 0 });
  handshake.outbox.sealWith(sealer, announcement);
}

/** What the peer sends from here on. */
export function open13(
  { handshake, side, suite }: Connection13,
  epoch: Epoch,
  secrets: TrafficSecrets,
): Refusal | null {
  const peer = otherSide(side);
  return handshake.inbox.openWith(
    opener13(suite, secrets[peer], { secret: labels[epoch][peer], updates: 0 }),
  );
}

/** A direction's secret after the handshake, which KeyUpdate replaces (RFC 9846 section 7.2). */
export type CurrentSecret = { secret: Uint8Array; sealedBy: SealedBy };

export const currentSecret = (secrets: TrafficSecrets, side: Side): CurrentSecret => ({
  secret: secrets[side],
  sealedBy: { secret: labels.application[side], updates: 0 },
});

export const updatedSecret = (
  { suite }: Connection13,
  { secret, sealedBy }: CurrentSecret,
): CurrentSecret => ({
  secret: nextTrafficSecret(suite.hash, secret),
  sealedBy: { ...sealedBy, updates: sealedBy.updates + 1 },
});
