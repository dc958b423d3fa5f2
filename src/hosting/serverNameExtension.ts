/** What a server reads out of the server_name extension (RFC 6066 section 3), ordinary or not. */
import { alerts } from './alerts.ts';
import type { Alert, Hello } from './model.ts';

/** `bytes`: length of the name on the wire. `host-name` is the only kind that is as RFC 6066 asks. */
export type ServerNameReading =
  | { kind: 'absent' }
  | { kind: 'host-name'; name: string; bytes: number }
  | { kind: 'empty-name' | 'empty-extension' | 'empty-list' | 'truncated' }
  | { kind: 'other-name-type'; nameType: number }
  | { kind: 'several-names'; names: string[] }
  | { kind: 'nul-in-name'; name: string; bytes: number }
  | { kind: 'name-too-long'; bytes: number };

/** RFC 6066: HostName is a DNS name; OpenSSL's TLSEXT_MAXLEN_host_name. */
const LONGEST_NAME = 255;
const HOST_NAME = 0;

/** Classifies `hello.serverNameExtension`, or the ordinary extension that `hello.serverName` stands for. */
export function readServerName(hello: Hello): ServerNameReading {
  if (hello.serverNameExtension !== undefined) return readExtension(hello.serverNameExtension);
  if (hello.serverName === null) return { kind: 'absent' };
  return readHostName(new TextEncoder().encode(hello.serverName));
}

function readExtension(data: Uint8Array): ServerNameReading {
  if (data.length === 0) return { kind: 'empty-extension' };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 2 || view.getUint16(0) !== data.length - 2) return { kind: 'truncated' };
  if (data.length === 2) return { kind: 'empty-list' };
  const names: Uint8Array[] = [];
  let at = 2;
  while (at < data.length) {
    const nameType = view.getUint8(at);
    if (nameType !== HOST_NAME && names.length === 0) return { kind: 'other-name-type', nameType };
    if (at + 3 > data.length) return { kind: 'truncated' };
    const end = at + 3 + view.getUint16(at + 1);
    if (end > data.length) return { kind: 'truncated' };
    names.push(data.subarray(at + 3, end));
    at = end;
  }
  const [first, ...others] = names;
  if (first === undefined) return { kind: 'empty-list' };
  return others.length > 0 ? { kind: 'several-names', names: names.map(decode) } : readHostName(first);
}

function readHostName(name: Uint8Array): ServerNameReading {
  if (name.length === 0) return { kind: 'empty-name' };
  if (name.length > LONGEST_NAME) return { kind: 'name-too-long', bytes: name.length };
  const kind = name.includes(0) ? 'nul-in-name' : 'host-name';
  return { kind, name: decode(name), bytes: name.length };
}

const decode = (name: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(name);

export type OpenSslNameRule = 'server-name-malformed' | 'server-name-too-long' | 'server-name-has-nul';

/**
 * As OpenSSL 1.1.1 and 3.0 servers take it (`tls_parse_ctos_server_name`; nginx, Apache, stunnel and Node observed):
 * exactly one host_name without NUL and of at most 255 octets, else a fatal alert; an empty name is as none.
 */
export function opensslServerName(
  hello: Hello,
): { name: string | null } | { alert: Alert; rule: OpenSslNameRule; kind: ServerNameReading['kind'] } {
  const reading = readServerName(hello);
  const { kind } = reading;
  switch (kind) {
    case 'absent':
    case 'empty-name':
      return { name: null };
    case 'host-name':
      return { name: reading.name };
    case 'name-too-long':
      return { alert: alerts.unrecognizedName, rule: 'server-name-too-long', kind };
    case 'nul-in-name':
      return { alert: alerts.unrecognizedName, rule: 'server-name-has-nul', kind };
    default:
      return { alert: alerts.decodeError, rule: 'server-name-malformed', kind };
  }
}
