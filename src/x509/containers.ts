/** What is inside PKCS#7 and PKCS#12. */
import type { Params } from '../decision.ts';
import type { InputCollector } from './inputCollector.ts';
import type { DerivationProgress, PasswordWork } from './keyDerivation.ts';
import type { Refused } from './passwordEncryption.ts';
import type { Pkcs12Result } from './pkcs12.ts';
import { openedKeyItem } from './privateKeyItem.ts';
import { certificatesInPkcs7, listsInPkcs7 } from './pkcs7.ts';

/** Certificates and the like inside PKCS#7 and PKCS#12 become items of their own, behind all others. */
export async function openContainers(found: InputCollector, given: GivenPassword): Promise<void> {
  const isSealed = found.items.some(({ kind }) => kind === 'pkcs12');
  const work = isSealed ? await newWork(given) : null;
  for (const [container, item] of [...found.items.entries()]) {
    if (item.kind === 'pkcs7') openPkcs7Item(container, found);
    if (work !== null) await openPkcs12Item(container, given, found, work);
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

/** `password` undefined: none was given. `progress` is told of the keys that are derived from it. */
export type GivenPassword = { password?: string; progress?: DerivationProgress };

/** For all that is opened in one reading: without a password, no more than is done unasked. */
async function newWork({ password, progress }: GivenPassword): Promise<PasswordWork> {
  const { mostRounds, mostRoundsUnasked, PasswordWork } = await import('./keyDerivation.ts');
  return new PasswordWork(password === undefined ? mostRoundsUnasked : mostRounds, progress);
}

/**
 * Without a password only the empty one is tried, which many test files have, and only where that is quickly done.
 */
export async function openPkcs12Item(
  container: number,
  { password, progress }: GivenPassword,
  found: InputCollector,
  shared?: PasswordWork,
): Promise<void> {
  const item = found.items[container];
  if (item?.kind !== 'pkcs12') return;
  const { openPkcs12 } = await import('./pkcs12.ts');
  const work =
    shared ?? (await newWork({ ...(password !== undefined && { password }), ...(progress && { progress }) }));
  const result = openPkcs12(item.der, password ?? '', work);
  if (result.bareKeys.length > 0) found.hideKeys(container, result.bareKeys);
  if (result.outcome !== 'opened') {
    const isWanting = password === undefined && isOpenedByPassword(result);
    const params: Params = 'algorithm' in result ? refusalParams(result) : {};
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

/** Whether a password that is typed may open it: the empty one is not it, or was not tried for its cost. */
const isOpenedByPassword = (result: Pkcs12Result): boolean =>
  result.outcome === 'wrong-password' || (result.outcome === 'too-costly' && result.isWithinReach);

const refusalParams = (refused: Refused): Params =>
  refused.outcome === 'too-costly'
    ? { algorithm: refused.algorithm, rounds: refused.rounds }
    : { algorithm: refused.algorithm };

/** An encrypted private key: what is public of it becomes known, the rest is forgotten again. */
export async function openKeyItem(
  index: number,
  { password = '', progress }: GivenPassword,
  found: InputCollector,
): Promise<void> {
  const item = found.items[index];
  if (item?.kind !== 'private-key' || item.sealed === null) return;
  const { decryptKey } = await import('./encryptedKey.ts');
  const work = await newWork({ password, ...(progress && { progress }) });
  const result = decryptKey(item.sealed, password, work);
  if (result.outcome === 'plain') found.replaceKey(index, openedKeyItem(result.bytes, item), result.bytes);
  else if (result.outcome === 'wrong') found.report('key-wrong-password', { item: index });
  else found.report(`key-${result.outcome}`, { params: refusalParams(result), item: index });
}
