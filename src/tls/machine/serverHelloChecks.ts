/** What a client checks in the answer to its hello, before either version goes its way. */
import { equalBytes } from '../../bytes/equalBytes.ts';
import {
  cipherSuite,
  cipherSuiteName,
  extensionType,
  protocolVersion,
  protocolVersionName,
} from '../codePoints.ts';
import type { MachineVersion, OldVersion } from '../endpoint.ts';
import { extensionCodes, findExtension } from '../findExtension.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { ServerHelloContent } from '../messages/serverHello.ts';
import type { Refusal } from '../refusal.ts';
import { suite13 } from '../suites13.ts';
import type { ClientStart } from './clientStart.ts';
import { isDowngraded } from './downgrade.ts';

const illegal = (reason: Refusal['reason']): Refusal => ({ alert: 'illegal_parameter', reason });

/** The version picked, when the client accepts it and nothing in the hello contradicts it. */
export function helloVersion(
  start: ClientStart,
  hello: ServerHelloContent,
): { version: MachineVersion | OldVersion } | Refusal {
  const { options } = start;
  const version = pickedVersion(hello);
  if (version === null || !options.versions.includes(version))
    return { alert: 'protocol_version', reason: 'no-common-version' };
  const refusal =
    (version === '1.3' ? wrongFor13(start, hello) : wrongFor12(start, hello)) ??
    notOffered(start.hello, hello);
  return refusal ?? { version };
}

/** RFC 9846 section 4.3.1: supported_versions alone counts where it is. null: a version that is not spoken. */
function pickedVersion({
  legacy_version,
  extensions,
}: ServerHelloContent): MachineVersion | OldVersion | null {
  const selected = findExtension(extensions, 'supported_versions') ?? legacy_version;
  return versions.get(protocolVersionName(selected)) ?? null;
}

const versions = new Map<string, MachineVersion | OldVersion>([
  ['TLS 1.3', '1.3'],
  ['TLS 1.2', '1.2'],
  ['TLS 1.1', '1.1'],
  ['TLS 1.0', '1.0'],
  ['SSL 3.0', 'ssl3'],
]);

function wrongFor13({ hello, retry }: ClientStart, answer: ServerHelloContent): Refusal | null {
  const { legacy_version, legacy_session_id_echo, cipher_suite } = answer;
  if (legacy_version !== protocolVersion('TLS 1.2')) return illegal('not-as-offered');
  if (!equalBytes(legacy_session_id_echo, hello.legacy_session_id)) return illegal('not-as-offered');
  if (suite13(cipherSuiteName(cipher_suite)) === undefined) return illegal('not-as-offered');
  return retry !== null && retry !== cipher_suite ? illegal('not-as-offered') : null;
}

/** supported_versions is for TLS 1.3 only; a random with a sentinel tells of an attacker between (section 4.2.3). */
function wrongFor12({ options, retry }: ClientStart, answer: ServerHelloContent): Refusal | null {
  if (findExtension(answer.extensions, 'supported_versions') !== undefined || retry !== null)
    return illegal('not-as-offered');
  if (suite13(cipherSuiteName(answer.cipher_suite)) !== undefined) return illegal('not-as-offered');
  return options.versions.includes('1.3') && isDowngraded(answer.random) ? illegal('downgrade') : null;
}

/** Either hello of a server, as far as it answers offers. */
type Answer = { cipher_suite: number; extensions: Parameters<typeof extensionCodes>[0] };

/** A cipher suite or an extension that the client had not offered (RFC 9846 sections 4.2.3 and 4.3). */
export function notOffered(hello: ClientHelloContent, { cipher_suite, extensions }: Answer): Refusal | null {
  if (!hello.cipher_suites.includes(cipher_suite)) return illegal('not-as-offered');
  const offered = new Set(extensionCodes(hello.extensions));
  if (hello.cipher_suites.includes(cipherSuite('TLS_EMPTY_RENEGOTIATION_INFO_SCSV')))
    offered.add(extensionType('renegotiation_info'));
  return extensionCodes(extensions).every((code) => offered.has(code))
    ? null
    : { alert: 'unsupported_extension', reason: 'extension-not-offered' };
}
