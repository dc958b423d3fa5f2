/** HTTP/1.1 messages (RFC 9112) as bytes, a field a line. */
import type { Field } from '../bytes/field.ts';

const encoder = new TextEncoder();

export function httpMessage(
  lines: readonly { name: string; text: string }[],
  content = '',
): {
  bytes: Uint8Array;
  field: Field;
} {
  const head = lines.map(({ text }) => `${text}\r\n`).join('') + '\r\n';
  const bytes = encoder.encode(head + content);
  let start = 0;
  const children = [...lines, { name: 'end of headers', text: '' }].map(({ name, text }): Field => {
    const range = { start, end: start + encoder.encode(text).length + 2 };
    start = range.end;
    return { name, range, value: { kind: 'text', text }, children: [] };
  });
  if (content !== '')
    children.push({
      name: 'content',
      range: { start, end: bytes.length },
      value: { kind: 'text', text: content },
      children: [],
    });
  return {
    bytes,
    field: { name: 'HTTP/1.1 message', range: { start: 0, end: bytes.length }, value: null, children },
  };
}
