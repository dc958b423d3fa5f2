/** A trace -> a capture of it. */
import { concat } from '../bytes/concat.ts';
import { flightsOf } from '../sim/flights.ts';
import type { Party, Trace } from '../sim/trace.ts';
import { seededBytes } from '../tls/seededBytes.ts';
import type { Conversation } from './conversation.ts';
import { encodeCapture } from './encodeCapture.ts';
import { keyLogText } from './keyLog.ts';

/**
 * What somebody beside the client would have captured, from SYN to FIN, as pcapng with the secrets that decrypt it.
 * The same trace gives the same file: it begins at the scenario's `now`. Without packets when it never came to a
 * connection. What is not modelled sends nothing, and the connection ends there.
 */
export const toPcapng = (trace: Trace): Uint8Array<ArrayBuffer> =>
  encodeCapture(conversationOf(trace), keyLogText(trace.secrets));

function conversationOf({ connection, scenario, steps, outcome }: Trace): Conversation | null {
  if (connection === null) return null;
  const random = seededBytes(scenario.seed);
  const sequence = (party: Party): number =>
    new DataView(random(4, `initial sequence number, ${party}`).buffer).getUint32(0);
  const isRefused = outcome.kind === 'failure' && outcome.failure === 'connection-refused';
  return {
    ...connection,
    initialSequence: { client: sequence('client'), server: sequence('server') },
    start: Date.parse(scenario.now) * 1000,
    turns: flightsOf(steps).map(({ from, records }) => ({ from, bytes: concat(...records) })),
    end: isRefused ? 'refused' : { closedBy: outcome.kind === 'failure' ? outcome.decidedBy : 'client' },
  };
}
