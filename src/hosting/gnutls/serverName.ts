/** server_name as GnuTLS 3.7.9 reads it (lib/ext/server_name.c; observed with gnutls-serv). */
import { alerts } from '../alerts.ts';
import type { Alert, Hello } from '../model.ts';
import { readServerName } from '../serverNameExtension.ts';
import type { GnutlsRule } from './codes.ts';

/** Of several names the first counts; a name of another type is as none; a name may be of any length. */
export function gnutlsServerName(
  hello: Hello,
): { name: string | null } | { alert: Alert; rule: GnutlsRule; kind: string } {
  const reading = readServerName(hello);
  switch (reading.kind) {
    case 'absent':
    case 'other-name-type':
      return { name: null };
    case 'several-names':
      return plain(reading.names[0] ?? '');
    case 'host-name':
    case 'nul-in-name':
      return plain(reading.name);
    case 'name-too-long':
      return { name: `a name of ${reading.bytes} bytes` };
    default:
      return { alert: alerts.decodeError, rule: 'gnutls-server-name-malformed', kind: reading.kind };
  }
}

/** Printable ASCII or alert illegal_parameter (`_gnutls_dnsname_is_valid`). */
function plain(name: string): ReturnType<typeof gnutlsServerName> {
  if (/^[\u0020-\u007e]*$/u.test(name)) return { name };
  return { alert: alerts.illegalParameter, rule: 'gnutls-server-name-not-ascii', kind: 'host-name' };
}
