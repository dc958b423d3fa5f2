/** Both ends of TLS 1.2 and 1.3, given flights of a real handshake with changes in them. */
import { createClient } from '../../../src/tls/client.ts';
import type { Endpoint, Output } from '../../../src/tls/endpoint.ts';
import type { ClientOptions, ServerOptions } from '../../../src/tls/options.ts';
import { createServer } from '../../../src/tls/server.ts';
import {
  clientOptions,
  converse,
  credentials,
  serverOptions,
  type Side,
} from '../../unit/tls/machine/ends.ts';
import { client12, server12 } from '../../unit/tls/machine/ends12.ts';
import { mutateBytes } from '../mutateBytes.ts';
import { target, type Target } from '../target.ts';

type Ends = { client: ClientOptions; server: ServerOptions };
const versions: Record<'1.2' | '1.3', Ends> = {
  '1.2': {
    client: client12({ credential: credentials.ecdsa }),
    server: server12({ clientAuth: 'optional' }, { ticketKey: new Uint8Array(32) }),
  },
  '1.3': {
    client: clientOptions({ credential: credentials.ecdsa }),
    server: serverOptions({ clientAuth: 'optional', tickets: 2 }),
  },
};

/** What each side hears in a handshake that goes well. */
function heard({ client, server }: Ends): Record<Side, Uint8Array[]> {
  const { flights } = converse(client, server);
  const from = (side: Side): Uint8Array[] =>
    flights.filter((each) => each.from === side).map(({ bytes }) => bytes);
  return { client: from('server'), server: from('client') };
}

const tokens = [
  [0x16, 3, 3, 0, 4, 0x0e, 0, 0, 0], [0x14, 3, 3, 0, 1, 1], [0x15, 3, 3, 0, 2, 2, 40], [0x15, 3, 3, 0, 2, 1, 0],
  [0x16, 3, 3, 0x40, 0], [0x17, 3, 3, 0, 0], [0x16, 3, 3, 0, 4, 0, 0, 0, 0], [0xff, 0xff, 0xff], [0, 0],
].map((octets) => Uint8Array.from(octets)); // prettier-ignore

/** An end that failed says nothing more; one that was fed a handshake does not say much. */
function feed(end: Endpoint, flights: readonly Uint8Array[]): void {
  const outputs: Output[] = [end.start()];
  for (const flight of flights) {
    outputs.push(end.receive(flight));
    if (end.state === 'judging') outputs.push(end.judge(null));
  }
  const alerts = outputs
    .flatMap(({ events }) => events)
    .filter((event) => event.kind === 'alert' && event.from === 'us');
  if (alerts.length > 1) throw new Error(`${alerts.length} alerts`);
  if (outputs.reduce((sum, { bytes }) => sum + bytes.length, 0) > 20_000) throw new Error('it babbles');
  if (end.state !== 'failed') return;
  for (const { bytes, events } of [end.receive(Uint8Array.of(1)), end.send(Uint8Array.of(1)), end.close()])
    if (bytes.length + events.length > 0) throw new Error('it speaks after it failed');
}

function machine(side: Side): Target {
  const inputs = { '1.2': heard(versions['1.2'])[side], '1.3': heard(versions['1.3'])[side] };
  const seeds = [...inputs['1.2'], ...inputs['1.3']];
  return target<{ version: '1.2' | '1.3'; flights: Uint8Array[] }>({
    name: `TLS ${side}`,
    cases: 2_000,
    steps: 50_000_000,
    make: (random) => {
      const version = random.pick(['1.2', '1.3'] as const);
      const flights = inputs[version];
      const changed = random.below(flights.length);
      return {
        version,
        flights: flights.map((flight, index) =>
          index === changed ? mutateBytes(flight, random, { tokens, seeds }) : flight,
        ),
      };
    },
    run: ({ version, flights }) => {
      const { client, server } = versions[version];
      feed(side === 'client' ? createClient(client) : createServer(server), flights);
    },
  });
}

export const machines: readonly Target[] = (['client', 'server'] as const).map(machine);
