/** A trace -> a capture of it. */
import { concat } from '../bytes/concat.ts';
import type { Party, Step, Trace } from '../sim/trace.ts';
import { seededBytes } from '../tls/seededBytes.ts';
import type { Conversation, Turn } from './conversation.ts';
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
    turns: turnsOf(steps),
    end: isRefused ? 'refused' : { closedBy: outcome.kind === 'failure' ? outcome.decidedBy : 'client' },
  };
}

/** What one side sends in a row goes out at once, as a program that fills its buffer first does it. */
export function turnsOf(steps: readonly Step[]): Turn[] {
  const turns: Turn[] = [];
  for (const { from, records } of steps) {
    if (records.length === 0) continue;
    const last = turns.at(-1);
    if (last?.from === from) last.bytes = concat(last.bytes, ...records);
    else turns.push({ from, bytes: concat(...records) });
  }
  return turns;
}
