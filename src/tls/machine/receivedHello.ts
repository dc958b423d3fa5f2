/** A ClientHello as the server's owner gets it to choose by. */
import { nameType, protocolVersion } from '../codePoints.ts';
import { encodeHex } from '../../bytes/hex.ts';
import { findExtension } from '../findExtension.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { ReceivedHello, ServerOptions } from '../options.ts';
import type { Session } from '../session.ts';
import { findSession, isFresh } from '../ticket.ts';
import { openTicket12 } from '../ticket12.ts';
import type { Counting } from './echServer.ts';

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function receivedHello(options: ServerOptions, { message, hello, ech }: Counting): ReceivedHello {
  const { extensions } = hello;
  const names = findExtension(extensions, 'server_name')?.server_name_list ?? [];
  const name = names.find(({ name_type }) => name_type === nameType('host_name'));
  const protocols = findExtension(extensions, 'application_layer_protocol_negotiation');
  return {
    message,
    hello,
    ech,
    serverName: name === undefined ? null : decode(name.HostName),
    versions: offeredVersions(hello),
    alpn: (protocols?.protocol_name_list ?? []).map(decode),
    session: offeredPsk(options, hello)?.session ?? offeredSession12(options, hello),
  };
}

/** supported_versions alone counts where it is (RFC 9846 section 4.3.1); else all up to legacy_version, at most 1.2. */
function offeredVersions({ legacy_version, extensions }: ClientHelloContent): number[] {
  const named = findExtension(extensions, 'supported_versions')?.versions;
  const all = (['TLS 1.2', 'TLS 1.1', 'TLS 1.0', 'SSL 3.0'] as const).map(protocolVersion);
  return named ?? all.filter((version) => version <= legacy_version);
}

/** The first PSK that is a session of this server's (RFC 9846 section 4.3.11); null: none is. */
export function offeredPsk(
  options: ServerOptions,
  { extensions }: ClientHelloContent,
): { index: number; session: Session } | null {
  const identities = findExtension(extensions, 'pre_shared_key')?.identities ?? [];
  for (const [index, { identity }] of identities.entries()) {
    const session = findSession(options, identity, options.now);
    if (session?.version === '1.3') return { index, session };
  }
  return null;
}

/** By ticket (RFC 5077 section 3.4), which goes before a session id (RFC 5246 section 7.4.1.2). */
function offeredSession12(
  { ticketKey, cache, now }: ServerOptions,
  hello: ClientHelloContent,
): Session | null {
  const ticket = findExtension(hello.extensions, 'session_ticket') ?? new Uint8Array();
  const session =
    ticket.length > 0
      ? ticketKey && openTicket12(ticket, ticketKey)
      : cache?.get(encodeHex(hello.legacy_session_id));
  return session?.version === '1.2' && isFresh(session, now) ? session : null;
}
