/** The server of both versions: reads the hello, asks its owner to choose, and shakes hands accordingly. */
import { cipherSuite, protocolVersion } from './codePoints.ts';
import type { Endpoint, MachineVersion, OldVersion } from './endpoint.ts';
import { Machine } from './machine/machine.ts';
import { countingHello } from './machine/echServer.ts';
import { newHandshake } from './machine/newHandshake.ts';
import { receivedHello } from './machine/receivedHello.ts';
import { continueServer12 } from './machine/server12.ts';
import { continueServer13 } from './machine/server13.ts';
import { reading, refuse, wait, type Handshake, type Step } from './machine/state.ts';
import { answerInOldVersion } from './machine/unmodelledServer.ts';
import type { ParsedMessage } from './message.ts';
import { parseClientHello, type ClientHelloContent } from './messages/clientHello.ts';
import { isRefusal } from './protection.ts';
import type { ReceivedHello, ServerChoice, ServerOptions } from './options.ts';

/** A server that has heard nothing yet. */
export function createServer(options: ServerOptions): Endpoint {
  const handshake = newHandshake(options);
  return new Machine(handshake, () =>
    wait({
      name: 'START',
      changeCipherSpec: 'unexpected',
      on: {
        client_hello: reading(handshake, parseClientHello, (hello, message) =>
          answer(handshake, options, hello, message),
        ),
      },
    }),
  );
}

function answer(
  handshake: Handshake,
  options: ServerOptions,
  hello: ClientHelloContent,
  message: ParsedMessage<ClientHelloContent>,
): Step {
  const counting = countingHello(handshake, options, hello, message);
  if (isRefusal(counting)) return refuse(counting.alert, counting.reason);
  const received = receivedHello(options, counting);
  const choice = options.choose(received);
  if ('alert' in choice) return refuse(choice.alert, 'refused-by-caller');
  const version = commonVersion(received, choice);
  if (version === null) return refuse('protocol_version', 'no-common-version');
  if (isNeedlessFallback(received, choice)) return refuse('inappropriate_fallback', 'downgrade');
  const start = { options, received, choice };
  if (version !== '1.2' && version !== '1.3') return answerInOldVersion(handshake, start, version);
  handshake.version = version;
  if (version === '1.3') return continueServer13(handshake, start);
  handshake.transcript.add(received.message.bytes);
  return continueServer12(handshake, start);
}

const newestFirst = [
  { version: '1.3', code: protocolVersion('TLS 1.3') },
  { version: '1.2', code: protocolVersion('TLS 1.2') },
  { version: '1.1', code: protocolVersion('TLS 1.1') },
  { version: '1.0', code: protocolVersion('TLS 1.0') },
  { version: 'ssl3', code: protocolVersion('SSL 3.0') },
] as const;

function commonVersion(
  { versions }: ReceivedHello,
  choice: ServerChoice,
): MachineVersion | OldVersion | null {
  const common = newestFirst.find(
    ({ version, code }) => choice.versions.includes(version) && versions.includes(code),
  );
  return common?.version ?? null;
}

/** RFC 7507: the client tries with less than it could, and the server can do more than the client says. */
function isNeedlessFallback({ hello, versions }: ReceivedHello, choice: ServerChoice): boolean {
  const best = newestFirst.find(({ version }) => choice.versions.includes(version));
  const signal = hello.cipher_suites.includes(cipherSuite('TLS_FALLBACK_SCSV'));
  return signal && best !== undefined && best.code > Math.max(...versions);
}
