/** The ServerHello of TLS 1.2: RFC 5246 section 7.4.1.3. */
import {
  certificateType,
  cipherSuite,
  compressionMethod,
  ecPointFormat,
  protocolVersion,
} from '../codePoints.ts';
import type { CipherSuiteName, ProtocolVersionName } from '../codePoints.ts';
import { findExtension } from '../findExtension.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { ServerHelloContent, ServerHelloExtension } from '../messages/serverHello.ts';
import type { ServerChoice } from '../options.ts';

/** What the hello says beside what each hello says. `ticket`: whether a NewSessionTicket will come. */
export type Answer12 = {
  version: ProtocolVersionName;
  random: Uint8Array;
  sessionId: Uint8Array;
  cipherSuite: CipherSuiteName;
  alpn: string | null;
  acknowledgesName: boolean;
  ticket: boolean;
  certificateType: ServerChoice['certificateType'] | null;
};

/** Only what the client asked for is answered; a hello without extensions gets none. */
export function serverHello12(hello: ClientHelloContent, answer: Answer12): ServerHelloContent {
  return {
    legacy_version: protocolVersion(answer.version),
    random: answer.random,
    legacy_session_id_echo: answer.sessionId,
    cipher_suite: cipherSuite(answer.cipherSuite),
    legacy_compression_method: compressionMethod('null'),
    extensions: noneIfEmpty(answeredExtensions(hello, answer)),
  };
}

const noneIfEmpty = (extensions: ServerHelloExtension[]): ServerHelloExtension[] | null =>
  extensions.length === 0 ? null : extensions;

/** In the order OpenSSL has them. */
function answeredExtensions(hello: ClientHelloContent, answer: Answer12): ServerHelloExtension[] {
  const asks = (type: AskedType): boolean => findExtension(hello.extensions, type) !== undefined;
  const answered: ServerHelloExtension[] = [];
  if (asks('renegotiation_info') || signalsRenegotiation(hello))
    answered.push({ type: 'renegotiation_info', data: { renegotiated_connection: new Uint8Array() } });
  if (answer.acknowledgesName && asks('server_name')) answered.push({ type: 'server_name', data: null });
  if (answer.certificateType !== null && asks('cert_type'))
    answered.push({ type: 'cert_type', data: certificateType(answer.certificateType) });
  if (asks('ec_point_formats'))
    answered.push({
      type: 'ec_point_formats',
      data: { ec_point_format_list: [ecPointFormat('uncompressed')] },
    });
  if (answer.ticket) answered.push({ type: 'session_ticket', data: null });
  if (answer.alpn !== null)
    answered.push({
      type: 'application_layer_protocol_negotiation',
      data: { protocol_name_list: [new TextEncoder().encode(answer.alpn)] },
    });
  if (asks('extended_master_secret')) answered.push({ type: 'extended_master_secret', data: null });
  return answered;
}

type AskedType = NonNullable<ClientHelloContent['extensions']>[number]['type'];

/** RFC 5746 section 3.3. */
const signalsRenegotiation = ({ cipher_suites }: ClientHelloContent): boolean =>
  cipher_suites.includes(cipherSuite('TLS_EMPTY_RENEGOTIATION_INFO_SCSV'));
