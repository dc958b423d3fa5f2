/** What a client checks in EncryptedExtensions (RFC 9846 section 4.4.1). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { extensionType } from '../codePoints.ts';
import { extensionCodes, findExtension } from '../findExtension.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { EncryptedExtensionsContent } from '../messages/encryptedExtensions.ts';
import type { Refusal } from '../refusal.ts';

/** Extensions that belong into other messages (the table in RFC 9846 section 4.3). */
const elsewhere: readonly number[] = (
  [
    'status_request',
    'signature_algorithms',
    'signed_certificate_timestamp',
    'padding',
    'pre_shared_key',
    'psk_key_exchange_modes',
    'cookie',
    'supported_versions',
    'certificate_authorities',
    'oid_filters',
    'post_handshake_auth',
    'signature_algorithms_cert',
    'key_share',
    'extended_master_secret',
    'session_ticket',
    'ec_point_formats',
    'renegotiation_info',
  ] as const
).map(extensionType);

/** null: nothing is wrong. */
export function wrongEncryptedExtensions(
  hello: ClientHelloContent,
  { extensions }: EncryptedExtensionsContent,
): Refusal | null {
  const offered = extensionCodes(hello.extensions);
  const answered = extensionCodes(extensions);
  if (!answered.every((code) => offered.includes(code)))
    return { alert: 'unsupported_extension', reason: 'extension-not-offered' };
  if (isUnaskedRetry(hello, { extensions }))
    return { alert: 'unsupported_extension', reason: 'extension-not-offered' };
  if (answered.some((code) => elsewhere.includes(code)))
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  return isWrongProtocol(hello, { extensions })
    ? { alert: 'illegal_parameter', reason: 'not-as-offered' }
    : null;
}

/** RFC 9849 section 5: configurations for another try, to a client whose inner hello was taken. */
const isUnaskedRetry = (hello: ClientHelloContent, { extensions }: EncryptedExtensionsContent): boolean =>
  findExtension(hello.extensions, 'encrypted_client_hello')?.outer === null &&
  extensionCodes(extensions).includes(extensionType('encrypted_client_hello'));

/** RFC 7301 section 3.1: exactly one, and one of those offered. */
function isWrongProtocol(hello: ClientHelloContent, { extensions }: EncryptedExtensionsContent): boolean {
  const type = 'application_layer_protocol_negotiation';
  const names = findExtension(extensions, type)?.protocol_name_list;
  if (names === undefined) return false;
  const offered = findExtension(hello.extensions, type)?.protocol_name_list ?? [];
  const [name] = names;
  return names.length !== 1 || name === undefined || !offered.some((each) => equalBytes(each, name));
}

/** The application protocol that the server picked; null: none. */
export function agreedProtocol({ extensions }: EncryptedExtensionsContent): string | null {
  const names = findExtension(extensions, 'application_layer_protocol_negotiation')?.protocol_name_list;
  const [name] = names ?? [];
  return name === undefined ? null : new TextDecoder().decode(name);
}
