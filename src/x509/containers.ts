/** What is inside PKCS#7 and PKCS#12. */
import type { Params } from '../decision.ts';
import type { InputCollector } from './inputCollector.ts';
import { openedKeyItem } from './privateKeyItem.ts';
import { certificatesInPkcs7, listsInPkcs7 } from './pkcs7.ts';

/** Certificates and the like inside PKCS#7 and PKCS#12 become items of their own, behind all others. */
export async function openContainers(found: InputCollector, password: string | undefined): Promise<void> {
  for (const [container, item] of [...found.items.entries()]) {
    if (item.kind === 'pkcs7') openPkcs7Item(container, found);
    if (item.kind === 'pkcs12') await openPkcs12Item(container, password, found);
  }
}

function openPkcs7Item(container: number, found: InputCollector): void {
  const item = found.items[container];
  if (item?.kind !== 'pkcs7') return;
  const { document, range } = item;
  const certificates = certificatesInPkcs7(document);
  for (const der of certificates) found.addDer(der, { label: 'CERTIFICATE', range, body: null, container });
  const lists = listsInPkcs7(document);
  for (const der of lists) found.addDer(der, { label: 'X509 CRL', range, body: null, container });
  if (certificates.length + lists.length > 0) return;
  found.report('pkcs7-without-certificates', { severity: 'warning', item: container });
}

/** Without a password only the empty one is tried, which many test files have. */
export async function openPkcs12Item(
  container: number,
  password: string | undefined,
  found: InputCollector,
): Promise<void> {
  const item = found.items[container];
  if (item?.kind !== 'pkcs12') return;
  const { openPkcs12 } = await import('./pkcs12.ts');
  const result = openPkcs12(item.der, password ?? '');
  if (result.bareKeys.length > 0) found.hideKeys(container, result.bareKeys);
  if (result.outcome !== 'opened') {
    const isWanting = result.outcome === 'wrong-password' && password === undefined;
    const params: Params = 'algorithm' in result ? { algorithm: result.algorithm } : {};
    found.report(isWanting ? 'pkcs12-needs-password' : `pkcs12-${result.outcome}`, {
      params,
      item: container,
    });
    return;
  }
  for (const { label, der } of result.contents) {
    found.addDer(der, { label, range: item.range, body: null, container });
  }
  if (result.unreadable > 0) {
    const params = { algorithm: result.refused?.algorithm ?? '' };
    found.report('pkcs12-partly-read', { severity: 'warning', params, item: container });
  }
  if (result.isAltered) found.report('pkcs12-altered', { item: container });
  if (result.isUnchecked) found.report('pkcs12-unchecked', { severity: 'warning', item: container });
}

/** An encrypted private key: what is public of it becomes known, the rest is forgotten again. */
export async function openKeyItem(index: number, password: string, found: InputCollector): Promise<void> {
  const item = found.items[index];
  if (item?.kind !== 'private-key' || item.sealed === null) return;
  const { decryptKey } = await import('./encryptedKey.ts');
  const result = decryptKey(item.sealed, password);
  if (result.outcome === 'plain') found.replaceKey(index, openedKeyItem(result.bytes, item), result.bytes);
  else if (result.outcome === 'wrong') found.report('key-wrong-password', { item: index });
  else found.report(`key-${result.outcome}`, { params: { algorithm: result.algorithm }, item: index });
}
