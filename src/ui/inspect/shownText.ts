/** The text that carries an item's bytes: as it was pasted, else the PEM it would be. */
import type { ByteRange } from '../../bytes/range.ts';
import { linesAround } from '../../draw/textRows.ts';
import { decodeBase64Body } from '../../x509/base64Body.ts';
import { printPem } from '../../x509/printPem.ts';
import type { TextMap } from '../../x509/textMap.ts';
import type { StructuredItem } from './openItem.svelte.ts';

/** `range`: what of `text` is shown. `printed`: made here, not pasted. */
export type ShownText = { text: string; range: ByteRange; map: TextMap; printed: boolean };

/** Of larger binary inputs no text is made: they never had one. */
const printedUpTo = 1024 * 1024;

/** null: the input was binary and large. `input`: the text that was pasted, null when it was binary. */
export function shownText(
  { der, body, label, range }: StructuredItem,
  input: string | null,
): ShownText | null {
  if (body !== null && input !== null) {
    return { text: input, range: linesAround(input, range, 1), map: body, printed: false };
  }
  if (der.length > printedUpTo) return null;
  const text = printPem(label, der);
  const map = decodeBase64Body(text, text.indexOf('\n'), text.lastIndexOf('-----END'));
  return { text, range: { start: 0, end: text.length }, map, printed: true };
}
