/** A ClientHello that somebody gave: out of a capture, or as bytes. */
import type { SocketAddress } from '../../sim/trace.ts';
import { parseClientHello, type ClientHelloContent } from '../../tls/messages/clientHello.ts';
import type { ParsedMessage } from '../../tls/message.ts';
import { recordHeader } from '../../tls/record.ts';
import { helloIn } from './helloIn.ts';
import { octetsOfText } from './octetsOfText.ts';

/** `from`, `to`, `time` (microseconds since 1970): of the capture; null where there was none. */
export type GivenHello = {
  message: ParsedMessage<ClientHelloContent>;
  from: SocketAddress | null;
  to: SocketAddress | null;
  time: number | null;
};

/**
 * The hello in octets that begin as a record with a ClientHello does (16 03 0x .. .. 01), or as the message itself
 * (01 00 .. .. 03). One that is cut short is read as far as it goes. null: they begin as neither.
 */
export function readHello(bytes: Uint8Array): GivenHello | null {
  const message = messageIn(bytes);
  return message && { message: parseClientHello(message), from: null, to: null, time: null };
}

/** The same, of hexadecimal text: bare, as a C array, or as a dump with offsets. */
export function readHelloText(text: string): GivenHello | null {
  const bytes = octetsOfText(text);
  return bytes && readHello(bytes);
}

function messageIn(bytes: Uint8Array): Uint8Array | null {
  const [type, second, third = 0, , fifth, sixth] = bytes;
  if (type === 0x01 && second === 0x00 && fifth === 0x03) return bytes;
  if (type !== 0x16 || second !== 0x03 || third > 0x04 || sixth !== 0x01) return null;
  const found = helloIn(bytes);
  return found.state === 'hello' ? found.message : bytes.slice(recordHeader);
}
