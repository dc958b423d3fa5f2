/** A node's value as one line of text, with nothing hidden in it. */
import type { NodeValue, OctetPreview } from '../../asn1/value.ts';
import { visibleText } from '../../bytes/visibleText.ts';
import type { Messages } from '../../content/languages.ts';

/** Empty for what has no value of its own. Hexadecimal and names are the same in every language. */
export function valueText(value: NodeValue, t: Messages['inspect']): string {
  switch (value.kind) {
    case 'constructed':
    case 'end-of-contents':
    case 'null':
      return '';
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE';
    case 'integer':
    case 'enumerated':
      return value.decimal ?? octetsText(value);
    case 'object-identifier':
      return value.name
        ? `${value.name} (${value.dotted ?? ''})`
        : (value.dotted ?? t.malformedValue('OBJECT IDENTIFIER'));
    case 'time':
      return value.date ? `${isoText(value.date)} (${visibleText(value.text)})` : visibleText(value.text);
    case 'string':
      return visibleText(value.text) + (value.truncated ? '…' : '');
    case 'ip-address':
      return value.text;
    case 'bit-string':
      return octetsText(value) + (value.unusedBits > 0 ? ` (${t.unusedBits(value.unusedBits)})` : '');
    case 'octet-string':
    case 'octets':
      return octetsText(value);
    case 'malformed':
      return `${t.malformedValue(value.expected)} ${octetsText(value)}`;
  }
}

const octetsText = ({ hex, truncated }: OctetPreview): string =>
  hex.replace(/..(?=.)/g, '$& ') + (truncated ? ' …' : '');

export const isoText = (date: Date): string => date.toISOString().replace('T', ' ').replace('.000Z', ' UTC');
