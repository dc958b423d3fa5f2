import { visibleLine } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import type { InputItem } from '../../x509/readInput.ts';
import { shortName } from './facts.ts';

/** What an item is called in a list: a certificate's name, else the label. */
export function itemName(item: InputItem, t: Messages['inspect']): string {
  const name = item.kind === 'certificate' && item.certificate ? shortName(item.certificate) : null;
  return name ?? (item.kind === 'certificate' ? t.withoutName : visibleLine(item.label));
}
