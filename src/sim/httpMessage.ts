/** HTTP/1.1 messages (RFC 9112) as bytes, a field a line. */
import type { Field } from '../bytes/field.ts';

const encoder = new TextEncoder();

export function httpMessage(lines: readonly { name: string; text: string }[]): {
  bytes: Uint8Array;
  field: Field;
} {
  const bytes = encoder.encode(lines.map(({ text }) => `${text}\r\n`).join('') + '\r\n');
  let start = 0;
  const children = [...lines, { name: 'end of headers', text: '' }].map(({ name, text }): Field => {
    const range = { start, end: start + encoder.encode(text).length + 2 };
    start = range.end;
    return { name, range, value: { kind: 'text', text }, children: [] };
  });
  return {
    bytes,
    field: { name: 'HTTP/1.1 message', range: { start: 0, end: bytes.length }, value: null, children },
  };
}
