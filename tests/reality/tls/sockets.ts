/** Our two ends on loopback sockets, so that real programs can be their peers. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { AlertName } from '../../../src/tls/codePoints.ts';
import type { Endpoint, EndpointEvent, Output } from '../../../src/tls/endpoint.ts';

/** How an end answers for its owner. */
export type Owner = {
  /** Of the peer's chain. */
  judge: (chain: readonly Uint8Array[]) => AlertName | null;
  /** Called when the handshake is done; what it returns is sent. */
  greet: () => string | null;
  /** Called with all data so far; null: nothing to say yet. What it returns is sent, then the connection is closed. */
  answer: (heard: string) => string | null;
};

export const acceptsAll: Owner = { judge: () => null, greet: () => null, answer: () => null };

/** What happened to one of our ends; `heard`: the peer's application data. */
export type Session = { events: EndpointEvent[]; heard: string };

/** Runs an end over a socket until the socket is closed. */
export function run(socket: Socket, end: Endpoint, owner: Owner): Promise<Session> {
  const session: Session = { events: [], heard: '' };
  const take = ({ bytes, events }: Output): void => {
    if (bytes.length > 0 && socket.writable) socket.write(bytes);
    session.events.push(...events);
    for (const event of events) react(event);
  };
  const react = (event: EndpointEvent): void => {
    if (event.kind === 'certificate-received') take(end.judge(owner.judge(event.chain)));
    if (event.kind === 'established') say(owner.greet());
    if (event.kind === 'data') {
      session.heard += Buffer.from(event.data).toString('latin1');
      const answer = owner.answer(session.heard);
      say(answer);
      if (answer !== null) take(end.close());
    }
    if (event.kind === 'closed' || event.kind === 'not-modelled') socket.end();
  };
  const say = (words: string | null): void => {
    if (words !== null) take(end.send(Buffer.from(words, 'latin1')));
  };
  socket.on('data', (bytes) => {
    take(end.receive(new Uint8Array(bytes)));
  });
  const ended = new Promise<Session>((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      resolve(session);
    });
    socket.setTimeout(20_000, () => socket.destroy());
  });
  take(end.start());
  return ended;
}

/** Our server on a free port of 127.0.0.1; a new end for each connection. `sessions`: of all so far, in order. */
export async function serve(
  newEnd: () => Endpoint,
  owner: Owner,
): Promise<{ port: number; sessions: Promise<Session>[]; stop: () => Promise<void> }> {
  const sessions: Promise<Session>[] = [];
  const server = createServer((socket) => {
    sessions.push(run(socket, newEnd(), owner));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
  return { port, sessions, stop };
}

/** Our client against a server on 127.0.0.1. */
export const dial = (port: number, end: Endpoint, owner: Owner): Promise<Session> =>
  run(connect({ host: '127.0.0.1', port }), end, owner);
