import type { CommandFile } from '../../x509/opensslCommand.ts';
import type { StructuredItem } from './openItem.svelte.ts';

type Pasted = { file: { name: string } | null; report: { text: string | null } | null };

/** The file a command would read this item from: the one that was opened, else one that is still to be saved. */
export function commandFile(item: StructuredItem, { file, report }: Pasted): CommandFile {
  const isWhole = item.range.start === 0 && item.container === null;
  if (report?.text === null && isWhole) return { name: file?.name ?? 'certificate.der', form: 'DER' };
  const isFirstPem = report?.text?.indexOf('-----BEGIN') === item.range.start && item.container === null;
  return { name: (isFirstPem ? file?.name : null) ?? 'certificate.pem', form: 'PEM' };
}
