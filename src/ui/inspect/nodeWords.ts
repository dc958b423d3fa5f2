/** A node in words: the RFC's name, the tag, the value, and what is wrong with it. */
import { tagName } from '../../asn1/schema/universal.ts';
import { describeValue } from '../../asn1/value.ts';
import type { Messages } from '../../content/languages.ts';
import type { Structure } from './structure.ts';
import { valueText } from './valueText.ts';

/** `type`: the RFC's type, or the tag again. `fault`: sentences, empty when nothing is wrong. */
export type NodeWords = { field: string; tag: string; type: string; value: string; fault: string };

export function nodeWords({ document, names, faults }: Structure, node: number, t: Messages): NodeWords {
  const sentences = (faults.get(node) ?? [])
    .flatMap((index) => document.diagnostics[index] ?? [])
    .map(({ code, params }) => t.asn1.diagnostics[code](params ?? {}));
  return {
    field: names.field(node),
    tag: tagName(document.tagClass(node), document.tagNumber(node)),
    type: names.type(node),
    value: valueText(describeValue(document, node, names), t.inspect),
    fault: sentences.join(' '),
  };
}
