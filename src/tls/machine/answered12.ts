/** What a client makes of a ServerHello of TLS 1.2: RFC 5246 section 7.4.1.3. */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { cipherSuite12 } from '../cipherSuites12.ts';
import { cipherSuiteName, compressionMethod, ecPointFormat } from '../codePoints.ts';
import { findExtension } from '../findExtension.ts';
import type { ServerHelloContent } from '../messages/serverHello.ts';
import { isRefusal } from '../protection.ts';
import type { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import type { ClientStart } from './clientStart.ts';
import type { Connection12 } from './connection12.ts';
import type { Handshake } from './state.ts';

/**
 * A client whose hello was answered. `session`: the one that the server resumes; null: a full handshake.
 * `ticketComes`, `statusComes`: the server announced a NewSessionTicket, a CertificateStatus.
 */
export type Client12 = {
  connection: Connection12;
  start: ClientStart;
  session: Session | null;
  sessionId: Uint8Array;
  alpn: string | null;
  ticketComes: boolean;
  statusComes: boolean;
};

export function answeredClient(
  handshake: Handshake,
  start: ClientStart,
  hello: ServerHelloContent,
): Client12 | Refusal {
  const problem = answerProblem(hello);
  if (problem !== null) return problem;
  const suite = cipherSuite12(hello.cipher_suite);
  if (suite === null) return { alert: 'handshake_failure', reason: 'not-implemented' };
  const session = resumedSession(start, hello);
  if (session !== null && isRefusal(session)) return session;
  const alpn = agreedProtocol(start, hello);
  if (alpn !== null && typeof alpn !== 'string') return alpn;
  const has = answeredTypes(hello);
  const connection: Connection12 = {
    handshake,
    side: 'client',
    suite,
    randoms: { client: start.hello.random, server: hello.random },
    extendedMasterSecret: has.has('extended_master_secret'),
  };
  return {
    connection,
    start,
    session,
    sessionId: hello.legacy_session_id_echo,
    alpn,
    ticketComes: has.has('session_ticket'),
    statusComes: has.has('status_request'),
  };
}

const answeredTypes = ({ extensions }: ServerHelloContent): ReadonlySet<string> =>
  new Set((extensions ?? []).map(({ type }) => type));

function answerProblem({ extensions, legacy_compression_method }: ServerHelloContent): Refusal | null {
  const renegotiation = findExtension(extensions, 'renegotiation_info')?.renegotiated_connection;
  const formats = findExtension(extensions, 'ec_point_formats')?.ec_point_format_list;
  if (legacy_compression_method !== compressionMethod('null'))
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  // RFC 5746 section 3.4
  if (renegotiation !== undefined && renegotiation.length > 0)
    return { alert: 'handshake_failure', reason: 'renegotiation' };
  // RFC 8422 section 5.2
  if (formats?.includes(ecPointFormat('uncompressed')) === false)
    return { alert: 'illegal_parameter', reason: 'no-uncompressed-points' };
  return null;
}

/** A server resumes by repeating the session id (RFC 5246 section 7.4.1.3, RFC 5077 section 3.4). */
function resumedSession(
  { options, hello: own }: ClientStart,
  hello: ServerHelloContent,
): Session | null | Refusal {
  const echo = hello.legacy_session_id_echo;
  if (echo.length === 0 || !equalBytes(echo, own.legacy_session_id)) return null;
  const { session } = options;
  // An id that named no session, as TLS 1.3 clients send it (RFC 9846 section 4.2.2)
  if (session?.version !== '1.2') return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  if (session.cipherSuite !== cipherSuiteName(hello.cipher_suite))
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  // RFC 7627 section 5.3
  if (session.extendedMasterSecret !== answeredTypes(hello).has('extended_master_secret'))
    return { alert: 'handshake_failure', reason: 'no-extended-master-secret' };
  return session;
}

/** RFC 7301 section 3.1: exactly one, of those offered. */
function agreedProtocol(
  { options }: ClientStart,
  { extensions }: ServerHelloContent,
): string | null | Refusal {
  const answer = findExtension(extensions, 'application_layer_protocol_negotiation');
  if (answer === undefined) return null;
  const [first, ...others] = answer.protocol_name_list.map((name) => new TextDecoder().decode(name));
  return first !== undefined && others.length === 0 && options.alpn.includes(first)
    ? first
    : { alert: 'illegal_parameter', reason: 'not-as-offered' };
}
