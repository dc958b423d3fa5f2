/** A server's tickets of TLS 1.3 (RFC 9846 section 4.7.1). */
import { encodeNewSessionTicket13 } from '../messages/newSessionTicket.ts';
import { resumptionPsk, resumptionSecret } from '../keySchedule13.ts';
import { giveTicket } from '../ticket.ts';
import type { Connection13 } from './keys13.ts';
import type { ServerStart } from './serverStart.ts';

/** Seconds; the same as OpenSSL's and nginx's default for TLS 1.3 would be longer, this is OpenSSL's for sessions. */
const lifetime = 7200;

type About = { serverName: string | null; alpn: string | null; chain: Uint8Array[] };

/** As many as the choice says, each with a PSK of its own. They are not part of the transcript. */
export function sendTickets(
  connection: Connection13,
  { options, choice }: ServerStart,
  main: Uint8Array,
  about: About,
): void {
  const { handshake, suite } = connection;
  const { hash, name } = suite;
  const resumption = resumptionSecret(hash, main, handshake.transcript.hash(hash));
  for (let index = 0; index < choice.tickets; index += 1) {
    const nonce = Uint8Array.of(index);
    const ageAdd = handshake
      .random(4, `ticket ${index} age add`)
      .reduce((sum, octet) => sum * 256 + octet, 0);
    const session = {
      version: '1.3' as const,
      cipherSuite: name,
      secret: resumptionPsk(hash, resumption, nonce),
      identity: { kind: 'ticket' as const, bytes: new Uint8Array() },
      serverName: about.serverName,
      alpn: about.alpn,
      issuedAt: handshake.now,
      lifetime,
      ageAdd,
      extendedMasterSecret: true,
      peerChain: about.chain,
      context: choice.context,
    };
    const ticket = giveTicket(options, session, `ticket ${index}`);
    if (ticket === null) return;
    handshake.outbox.send(
      encodeNewSessionTicket13({
        ticket_lifetime: lifetime,
        ticket_age_add: ageAdd,
        ticket_nonce: nonce,
        ticket,
        extensions: [],
      }),
    );
  }
}
