/** What is inside PKCS#7 and PKCS#12. */
import type { InputCollector } from './inputCollector.ts';
import { makeItem } from './inputItem.ts';
import { openPkcs12 } from './pkcs12.ts';
import { certificatesInPkcs7 } from './pkcs7.ts';

/** Certificates inside PKCS#7 and PKCS#12 become items of their own, behind all others. */
export async function openContainers(found: InputCollector, password: string | undefined): Promise<void> {
  for (const [container, item] of [...found.items.entries()]) {
    if (item.kind !== 'pkcs7' && item.kind !== 'pkcs12') continue;
    const inside =
      item.kind === 'pkcs7'
        ? certificatesInPkcs7(item.document)
        : await openedPkcs12(item.der, container, password, found);
    for (const der of inside) {
      found.add(makeItem(der, { label: 'CERTIFICATE', range: item.range, body: null, container }));
    }
  }
}

/** Without a password only the empty one is tried, which many test files have. */
async function openedPkcs12(
  der: Uint8Array,
  item: number,
  password: string | undefined,
  found: InputCollector,
): Promise<Uint8Array[]> {
  const result = await openPkcs12(der, password ?? '');
  if (result.outcome === 'opened') {
    const { certificates, unreadable } = result;
    if (unreadable > 0) found.report('pkcs12-partly-read', { severity: 'warning', item });
    return certificates;
  }
  const wanting = result.outcome === 'wrong-password' && password === undefined;
  found.report(wanting ? 'pkcs12-needs-password' : `pkcs12-${result.outcome}`, { item });
  return [];
}
