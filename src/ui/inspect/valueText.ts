/** A node's value as one line of text, with nothing hidden in it. */
import type { NodeValue, OctetPreview } from '../../asn1/value.ts';
import { visibleText } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import { otherScript } from '../../identity/otherScript.ts';
import type { ObjectIdentifier } from '../../x509/types.ts';

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
      return integerText(value, t);
    case 'object-identifier':
      return value.name
        ? `${value.name} (${value.dotted ?? ''})`
        : value.dotted
          ? t.unknownIdentifier(value.dotted)
          : t.malformedValue('OBJECT IDENTIFIER');
    case 'time':
      return timeText(value);
    case 'string':
      return bothScripts(value.text) + (value.truncated ? '…' : '');
    case 'ip-address':
      return value.text;
    case 'bit-string':
      return bitsText(value, t);
    case 'log-id':
      return value.name ? `${value.name} (${octetsText(value)})` : octetsText(value);
    case 'octet-string':
    case 'octets':
      return octetsText(value);
    case 'malformed':
      return `${t.malformedValue(value.expected)} ${octetsText(value)}`;
  }
}

type Of<Kind extends NodeValue['kind']> = Extract<NodeValue, { kind: Kind }>;

/** Decimal, and hexadecimal where it is another text; what is too long for decimal is hexadecimal alone. */
function integerText(value: Of<'integer' | 'enumerated'>, t: Messages['inspect']): string {
  if (value.decimal === null) return octetsText(value);
  const more = value.name ?? (Math.abs(Number(value.decimal)) > 9 ? t.inHex(octetsText(value)) : null);
  return more === null ? value.decimal : `${value.decimal} (${more})`;
}

function bitsText(value: Of<'bit-string'>, t: Messages['inspect']): string {
  const unused = value.unusedBits > 0 ? [t.unusedBits(value.unusedBits)] : [];
  if (value.names === null) return [octetsText(value), ...unused.map((words) => `(${words})`)].join(' ');
  return `${value.names.join(', ') || t.noBits} (${[octetsText(value), ...unused].join(', ')})`;
}

function timeText({ date, text }: Of<'time'>): string {
  if (!date) return visibleText(text);
  return text === '' ? isoText(date) : `${isoText(date)} (${visibleText(text)})`;
}

/** U-labels and A-labels side by side. */
export function bothScripts(text: string): string {
  const other = otherScript(text);
  return other === null ? visibleText(text) : `${visibleText(text)} (${visibleText(other)})`;
}

const octetsText = ({ hex, truncated }: OctetPreview): string =>
  hex.replace(/..(?=.)/g, '$& ') + (truncated ? ' …' : '');

export const isoText = (date: Date): string =>
  date
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, ' UTC');

export const oidText = ({ name, oid }: ObjectIdentifier): string => (name ? `${name} (${oid})` : oid);
