/** The server_name extension as Go's crypto/tls reads it (handshake_messages.go, clientHelloMsg.unmarshal). */
import type { Hello } from '../model.ts';

/** `name` '' : there is none, or only names of another type. null: unreadable, alert unexpected_message. */
export function goServerName(hello: Hello): string | null {
  if (hello.serverNameExtension !== undefined) return readExtension(hello.serverNameExtension);
  if (hello.serverName === null) return '';
  return hello.serverName === '' || hello.serverName.endsWith('.') ? null : hello.serverName;
}

const HOST_NAME = 0;

/** No empty list and no empty name, at most one host_name, none that ends with a dot, nothing after the list. */
function readExtension(data: Uint8Array): string | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 3 || view.getUint16(0) !== data.length - 2) return null;
  let name = '';
  let at = 2;
  while (at < data.length) {
    if (at + 3 > data.length) return null;
    const nameType = view.getUint8(at);
    const end = at + 3 + view.getUint16(at + 1);
    if (end > data.length || end === at + 3) return null;
    if (nameType === HOST_NAME) {
      if (name !== '') return null;
      name = new TextDecoder('utf-8', { ignoreBOM: true }).decode(data.subarray(at + 3, end));
      if (name.endsWith('.')) return null;
    }
    at = end;
  }
  return name;
}
