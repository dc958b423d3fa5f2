/** CONNECTED in TLS 1.3: what comes after the handshake (RFC 9846 section 4.7). */
import { otherSide } from '../side.ts';
import { keyUpdateRequest } from '../codePoints.ts';
import type { TrafficSecrets } from '../keySchedule13.ts';
import { encodeKeyUpdate, parseKeyUpdate } from '../messages/keyUpdate.ts';
import { opener13, sealer13 } from '../protection13.ts';
import { currentSecret, updatedSecret, type Connection13, type CurrentSecret } from './keys13.ts';
import { reading, refuse, wait, type State, type Step } from './state.ts';
import type { TakingTickets } from './ticketsReceived.ts';

type Secrets = { own: CurrentSecret; peer: CurrentSecret };

/** `onTicket`: the client's; null: tickets are unexpected. `secrets`: of the application data. */
export function connected13(
  connection: Connection13,
  secrets: TrafficSecrets,
  onTicket: TakingTickets | null,
): State {
  const { side } = connection;
  return connected(connection, onTicket, {
    own: currentSecret(secrets, side),
    peer: currentSecret(secrets, otherSide(side)),
  });
}

const connected = (connection: Connection13, onTicket: TakingTickets | null, secrets: Secrets): State => {
  const state: State = {
    name: 'CONNECTED',
    changeCipherSpec: 'unexpected',
    on: {
      key_update: reading(connection.handshake, parseKeyUpdate, ({ request_update }) =>
        updateKeys(connection, onTicket, secrets, request_update),
      ),
    },
  };
  if (onTicket !== null) state.on.new_session_ticket = onTicket(() => wait(state));
  return state;
};

/** The peer changed its key; ours follows if it asks (section 4.7.3). */
function updateKeys(
  connection: Connection13,
  onTicket: TakingTickets | null,
  { own, peer }: Secrets,
  request: number,
): Step {
  const { handshake, suite } = connection;
  const peerNext = updatedSecret(connection, peer);
  const refusal = handshake.inbox.openWith(opener13(suite, peerNext.secret, peerNext.sealedBy));
  if (refusal !== null) return refuse(refusal.alert, refusal.reason);
  if (request !== keyUpdateRequest('update_requested'))
    return wait(connected(connection, onTicket, { own, peer: peerNext }));
  handshake.outbox.send(encodeKeyUpdate({ request_update: keyUpdateRequest('update_not_requested') }));
  const ownNext = updatedSecret(connection, own);
  handshake.outbox.sealWith(sealer13(suite, ownNext.secret, ownNext.sealedBy));
  return wait(connected(connection, onTicket, { own: ownNext, peer: peerNext }));
}
