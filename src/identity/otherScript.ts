/** Internationalised names in their other form: people read U-labels, programs compare A-labels (RFC 5890 section 2.3.2.1). */
import { aLabelToUnicode, isAsciiText, toAscii } from './idna.ts';

const aLabel = /(?<![a-z0-9-])xn--[a-z0-9-]{1,59}(?![a-z0-9-])/gi;

/**
 * `text` with every A-label in it as a U-label, or, where it is a host name with U-labels, with A-labels. Null: it has
 * neither. A-labels that stand for nothing stay as they are.
 */
export function otherScript(text: string): string | null {
  if (isAsciiText(text)) {
    const unicode = text.replace(aLabel, (label) => aLabelToUnicode(label, 'uts46') ?? label);
    return unicode === text ? null : unicode;
  }
  const isName = !/[\s/@:]/u.test(text) && text.slice(1, -1).includes('.');
  return isName ? toAscii(text, 'uts46') : null;
}
