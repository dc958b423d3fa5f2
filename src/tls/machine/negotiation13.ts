/** What a server of TLS 1.3 agrees on, given a hello and a choice (RFC 9846 sections 4.2.1 and 9.2). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { cipherSuite, namedGroup, pskKeyExchangeMode, type SignatureSchemeName } from '../codePoints.ts';
import { isAgreementGroup, type AgreementGroup } from '../crypto/agreement.ts';
import { findExtension } from '../findExtension.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import { isRefusal } from '../protection.ts';
import type { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { suite13, type NamedSuite13 } from '../suites13.ts';
import { commonScheme13 } from './authentication13.ts';
import { binderFor, pskHash } from './pskOffer.ts';
import { offeredPsk } from './receivedHello.ts';
import type { ServerStart } from './serverStart.ts';
import type { Handshake } from './state.ts';

/**
 * `share`: the client's for the group, null: it has to be asked for. `scheme`: null in a resumed session, where
 * nobody signs. `retried`: this hello answers a HelloRetryRequest.
 */
export type Negotiated = {
  suite: NamedSuite13 & { code: number };
  group: AgreementGroup;
  share: Uint8Array | null;
  psk: { index: number; session: Session } | null;
  scheme: SignatureSchemeName | null;
  alpn: string | null;
  retried: boolean;
};

const failure = (reason: Refusal['reason']): Refusal => ({ alert: 'handshake_failure', reason });

export function negotiate(handshake: Handshake, start: ServerStart): Negotiated | Refusal {
  const { hello } = start.received;
  const incomplete = incompleteHello(hello);
  if (incomplete !== null) return incomplete;
  const suite = commonSuite(start);
  if (suite === null) return failure('no-common-cipher-suite');
  const group = commonGroup(start);
  if (group === null) return failure('no-common-group');
  const psk = acceptedPsk(handshake, start, suite);
  if (psk !== null && isRefusal(psk)) return psk;
  const scheme = psk === null ? serverScheme(start) : null;
  if (psk === null && scheme === null) return failure('no-common-signature-scheme');
  const alpn = commonProtocol(start);
  if (alpn !== null && typeof alpn !== 'string') return alpn;
  return { suite, ...group, psk, scheme, alpn, retried: handshake.transcript.hasRetry };
}

/** Which extensions must be there, and with which others (sections 9.2, 4.3.8, 4.3.9). */
function incompleteHello({ extensions }: ClientHelloContent): Refusal | null {
  const missing: Refusal = { alert: 'missing_extension', reason: 'missing-extension' };
  const groups = findExtension(extensions, 'supported_groups')?.named_group_list;
  const shares = findExtension(extensions, 'key_share')?.client_shares;
  const psk = findExtension(extensions, 'pre_shared_key');
  if (groups === undefined || shares === undefined) return missing;
  if (psk === undefined && findExtension(extensions, 'signature_algorithms') === undefined) return missing;
  if (psk !== undefined && findExtension(extensions, 'psk_key_exchange_modes') === undefined) return missing;
  const illegal: Refusal = { alert: 'illegal_parameter', reason: 'not-as-offered' };
  if (psk !== undefined && psk.identities.length !== psk.binders.length) return illegal;
  return shares.every(({ group }) => groups.includes(group)) ? null : illegal;
}

function commonSuite({ received, choice }: ServerStart): Negotiated['suite'] | null {
  for (const name of choice.cipherSuites) {
    const suite = suite13(name);
    const code = cipherSuite(name);
    if (suite !== undefined && received.hello.cipher_suites.includes(code)) return { ...suite, name, code };
  }
  return null;
}

/** The best group that the client sent a share for; else the best that it says it can. */
function commonGroup({ received, choice }: ServerStart): Pick<Negotiated, 'group' | 'share'> | null {
  const { extensions } = received.hello;
  const offered = findExtension(extensions, 'supported_groups')?.named_group_list ?? [];
  const shares = findExtension(extensions, 'key_share')?.client_shares ?? [];
  const common = choice.groups
    .filter(isAgreementGroup)
    .filter((group) => offered.includes(namedGroup(group)));
  for (const group of common) {
    const share = shares.find((each) => each.group === namedGroup(group));
    if (share !== undefined) return { group, share: share.key_exchange };
  }
  const [group] = common;
  return group === undefined ? null : { group, share: null };
}

/** A session that may be resumed with this suite, its binder checked (section 4.3.11); null: a full handshake. */
function acceptedPsk(
  handshake: Handshake,
  start: ServerStart,
  suite: NamedSuite13,
): Negotiated['psk'] | Refusal {
  const { received, options, choice } = start;
  const { extensions } = received.hello;
  const modes = findExtension(extensions, 'psk_key_exchange_modes')?.ke_modes ?? [];
  if (!choice.resume || !modes.includes(pskKeyExchangeMode('psk_dhe_ke'))) return null;
  const psk = offeredPsk(options, received.hello);
  if (psk === null || pskHash(psk.session) !== suite.hash) return null;
  const binders = findExtension(extensions, 'pre_shared_key')?.binders ?? [];
  const expected = binderFor(received.message, binders, psk.session, handshake.transcript);
  const binder = binders[psk.index];
  return binder !== undefined && equalBytes(binder, expected)
    ? psk
    : { alert: 'decrypt_error', reason: 'bad-binder' };
}

function serverScheme({ received, choice }: ServerStart): SignatureSchemeName | null {
  const offered = findExtension(received.hello.extensions, 'signature_algorithms');
  if (choice.credential.chain.length === 0) return null;
  return commonScheme13(choice.credential, offered?.supported_signature_algorithms ?? []);
}

/** RFC 7301 section 3.2. null: none is agreed on, and that is all right. */
function commonProtocol({ received, choice }: ServerStart): string | Refusal | null {
  const common = choice.alpn.find((name) => received.alpn.includes(name));
  if (common !== undefined) return common;
  return choice.alpnMismatch === 'refuse' && received.alpn.length > 0
    ? { alert: 'no_application_protocol', reason: 'no-common-application-protocol' }
    : null;
}
