/** The client of both versions: its hello, and whichever handshake the server picks. */
import { protocolVersion } from './codePoints.ts';
import type { Endpoint, MachineVersion, OldVersion } from './endpoint.ts';
import {
  parseServerHello,
  type HelloRetryRequestContent,
  type ServerHelloContent,
} from './messages/serverHello.ts';
import { continueClient12 } from './machine/client12.ts';
import { continueClient13 } from './machine/client13.ts';
import type { ClientStart } from './machine/clientStart.ts';
import { negotiate } from './machine/connection12.ts';
import { settledByRetry, settledByServerHello } from './machine/echClient.ts';
import { sendSealedHello, withFiller } from './machine/echHellos.ts';
import { newHandshake } from './machine/newHandshake.ts';
import { buildHello, keyPairsFor } from './machine/helloBuilder.ts';
import { answerRetry } from './machine/helloRetry.ts';
import { Machine } from './machine/machine.ts';
import { offerablePsk } from './machine/pskOffer.ts';
import { sendHello } from './machine/sendHello.ts';
import { helloVersion } from './machine/serverHelloChecks.ts';
import { reading, refuse, wait, type Handshake, type State, type Step } from './machine/state.ts';
import { continueUnmodelled } from './machine/unmodelledClient.ts';
import type { ClientOptions } from './options.ts';
import { isRefusal } from './protection.ts';

/** A client that has said nothing yet. */
export function createClient(options: ClientOptions): Endpoint {
  const handshake = newHandshake(options);
  return new Machine(handshake, () => startHello(handshake, options));
}

/** START -> WAIT_SH */
function startHello(handshake: Handshake, options: ClientOptions): Step {
  const keyPairs = keyPairsFor(options);
  const hello = withFiller(buildHello(options, keyPairs), options);
  const unsealed = { options, keyPairs, psk: offerablePsk(options), retry: null };
  handshake.outbox.recordVersion = Math.min(protocolVersion('TLS 1.0'), hello.legacy_version);
  const start =
    sendSealedHello(handshake, unsealed) ??
    sendHello(handshake, { ...unsealed, ech: { state: 'none' } }, hello);
  handshake.outbox.recordVersion = Math.min(protocolVersion('TLS 1.2'), hello.legacy_version);
  return awaitServerHello(handshake, start);
}

/** A client of TLS 1.2 ignores HelloRequest; TLS 1.3 has none. */
const awaitServerHello = (handshake: Handshake, start: ClientStart): Step =>
  start.options.versions.includes('1.2')
    ? negotiate(handshake, waitServerHello(handshake, start))
    : wait(waitServerHello(handshake, start));

const waitServerHello = (handshake: Handshake, start: ClientStart): State => ({
  name: 'WAIT_SH',
  changeCipherSpec: start.options.versions.includes('1.3') ? 'ignored' : 'unexpected',
  on: {
    server_hello: reading(handshake, parseServerHello, (content, { bytes }) => {
      if (content.retry) return retry(handshake, start, content.hello, bytes);
      const settled = settledByServerHello(handshake, start, content.hello, bytes);
      if (isRefusal(settled)) return refuse(settled.alert, settled.reason);
      const version = helloVersion(settled, content.hello);
      if (isRefusal(version)) return refuse(version.alert, version.reason);
      handshake.transcript.add(bytes);
      return goOn(handshake, settled, version.version, content.hello);
    }),
  },
});

function goOn(
  handshake: Handshake,
  start: ClientStart,
  version: MachineVersion | OldVersion,
  hello: ServerHelloContent,
): Step {
  if (version !== '1.2' && version !== '1.3') return continueUnmodelled(handshake, hello, version);
  handshake.version = version;
  return version === '1.3'
    ? continueClient13(handshake, start, hello)
    : continueClient12(handshake, start, hello);
}

/** A HelloRetryRequest: back to WAIT_SH with another hello. */
function retry(
  handshake: Handshake,
  start: ClientStart,
  request: HelloRetryRequestContent,
  bytes: Uint8Array,
): Step {
  const settled = settledByRetry(handshake, start, request);
  const answered = answerRetry(handshake, settled, request, bytes);
  if (isRefusal(answered)) return refuse(answered.alert, answered.reason);
  return awaitServerHello(handshake, answered);
}
