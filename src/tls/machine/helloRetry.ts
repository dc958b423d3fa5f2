/** The client's answer to a HelloRetryRequest (RFC 9846 section 4.2.4). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { cipherSuiteName, namedGroupName, protocolVersion } from '../codePoints.ts';
import { isAgreementGroup, keyPair, type KeyPair } from '../crypto/agreement.ts';
import { findExtension } from '../findExtension.ts';
import { encodeChangeCipherSpec } from '../messages/changeCipherSpec.ts';
import type { HelloRetryRequestContent } from '../messages/serverHello.ts';
import { isRefusal } from '../protection.ts';
import type { Refusal } from '../refusal.ts';
import { suite13 } from '../suites13.ts';
import type { ClientStart } from './clientStart.ts';
import { sendSealedAgain } from './echHellos.ts';
import { retriedHello } from './helloBuilder.ts';
import { pskHash } from './pskOffer.ts';
import { sendHello } from './sendHello.ts';
import { notOffered } from './serverHelloChecks.ts';
import type { Handshake } from './state.ts';

const illegal: Refusal = { alert: 'illegal_parameter', reason: 'not-as-offered' };

/** Sends the second hello, or says why not. `bytes`: the request itself. */
export function answerRetry(
  handshake: Handshake,
  start: ClientStart,
  request: HelloRetryRequestContent,
  bytes: Uint8Array,
): ClientStart | Refusal {
  const suite = suite13(cipherSuiteName(request.cipher_suite));
  const refusal = wrongRetry(start, request);
  if (refusal !== null) return refusal;
  if (suite === undefined) return illegal;
  const share = requestedShare(start, request);
  if (share !== null && isRefusal(share)) return share;
  const cookie = findExtension(request.extensions, 'cookie')?.cookie ?? null;
  if (share === null && cookie === null) return illegal;
  handshake.transcript.replaceByHash(suite.hash);
  handshake.transcript.add(bytes);
  if (start.hello.legacy_session_id.length > 0) handshake.outbox.send(encodeChangeCipherSpec());
  const psk = start.psk !== null && pskHash(start.psk) === suite.hash ? start.psk : null;
  const keyPairs = share === null ? start.keyPairs : [share];
  const hello = retriedHello(start.hello, share, cookie);
  const again = { ...start, psk, keyPairs, retry: request.cipher_suite };
  const { ech } = start;
  if (ech.state !== 'accepted') return sendHello(handshake, again, hello);
  return sendSealedAgain(handshake, again, { ...ech, outer: retriedHello(ech.outer, share, cookie) }, hello);
}

function wrongRetry(
  { options, hello, retry }: ClientStart,
  request: HelloRetryRequestContent,
): Refusal | null {
  if (retry !== null) return { alert: 'unexpected_message', reason: 'second-retry' };
  if (!options.versions.includes('1.3')) return { alert: 'unexpected_message', reason: 'unexpected-message' };
  const { extensions, legacy_session_id_echo, legacy_version } = request;
  if (findExtension(extensions, 'supported_versions') === undefined)
    return { alert: 'missing_extension', reason: 'missing-extension' };
  if (findExtension(extensions, 'supported_versions') !== protocolVersion('TLS 1.3')) return illegal;
  if (legacy_version !== protocolVersion('TLS 1.2')) return illegal;
  if (!equalBytes(legacy_session_id_echo, hello.legacy_session_id)) return illegal;
  const answering = extensions.filter(({ type }) => type !== 'cookie'); // the one that needs no offer
  return notOffered(hello, { cipher_suite: request.cipher_suite, extensions: answering });
}

/** A key pair of the group asked for, which must be new and one offered; null: no group is asked for. */
function requestedShare(
  { options, hello }: ClientStart,
  request: HelloRetryRequestContent,
): KeyPair | Refusal | null {
  const code = findExtension(request.extensions, 'key_share');
  if (code === undefined) return null;
  const offered = findExtension(hello.extensions, 'supported_groups')?.named_group_list ?? [];
  const shares = findExtension(hello.extensions, 'key_share')?.client_shares ?? [];
  if (!offered.includes(code) || shares.some(({ group }) => group === code)) return illegal;
  const group = namedGroupName(code);
  return isAgreementGroup(group)
    ? keyPair(group, options.random, `client key share ${group}`)
    : { alert: 'internal_error', reason: 'not-implemented' };
}
