/** A node in words: the RFC's name, the tag and the value. */
import { tagName } from '../../asn1/schema/universal.ts';
import { describeValue } from '../../asn1/value.ts';
import type { Messages } from '../../content/languages.ts';
import type { Structure } from './structure.ts';
import { valueText } from './valueText.ts';

/** `type`: the RFC's type, or the tag again. */
export type NodeWords = { field: string; tag: string; type: string; value: string };

export function nodeWords({ document, names }: Structure, node: number, t: Messages): NodeWords {
  return {
    field: names.field(node),
    tag: tagName(document.tagClass(node), document.tagNumber(node)),
    type: names.type(node),
    value: valueText(describeValue(document, node, names), t.inspect),
  };
}
