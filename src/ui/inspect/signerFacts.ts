/** Who signed a revocation list or an OCSP response, and whether it may, in plain words. */
import { certificateIn, certificatesInPem } from '../../sim/certificates.ts';
import { labCa } from '../../sim/presetCertificates.generated.ts';
import { visibleLine } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import { certificateLabel } from '../../x509/certificateLabel.ts';
import { webCrypto } from '../../x509/chainMembers.ts';
import { listSignature } from '../../x509/listSignature.ts';
import type { OcspBasics } from '../../x509/ocspResponse.ts';
import type { InputItem } from '../../x509/readInput.ts';
import { responseSignature, type Authority } from '../../x509/responseSignature.ts';
import type { RevocationList } from '../../x509/revocationList.ts';
import type { NotCheckedReason, SignatureCheck } from '../../x509/signature.ts';
import type { Certificate } from '../../x509/types.ts';
import type { FactLine } from './facts.ts';

/** What else was pasted, and the instant at which a signer's certificate has to be valid; null: it is being typed. */
export type Surroundings = { items: readonly InputItem[]; now: Date | null };

/** More certificates are not read for one signature: that takes seconds. */
const mostRead = 1000;

/** Those of the input and the lab's. */
function certificatesAtHand(items: readonly InputItem[]): Certificate[] {
  const pasted = items.filter((item) => item.kind === 'certificate').slice(0, mostRead);
  return [...pasted.flatMap(({ certificate }) => certificate ?? []), ...certificatesInPem(labCa)];
}

export async function listSignatureLines(
  list: RevocationList,
  { items }: Surroundings,
  t: Messages,
): Promise<FactLine[]> {
  const found = await listSignature(list, certificatesAtHand(items), webCrypto(undefined));
  const words = t.inspect.listSignature;
  const place = list.signed?.signatureValue ?? null;
  if (!('issuer' in found)) return [{ text: words[found.state], place, tone: 'muted' }];
  const name = visibleLine(certificateLabel(found.issuer));
  const forbidden: FactLine[] = found.may ? [] : [{ text: words.mayNot(name), place, tone: 'bad' }];
  return [{ ...stateLine(found.state, name, t), place }, ...forbidden];
}

export async function responseSignatureLines(
  basic: OcspBasics,
  { items, now }: Surroundings,
  t: Messages,
): Promise<FactLine[]> {
  if (now === null) return [];
  const found = await responseSignature(basic, {
    enclosed: basic.certificates.flatMap((der) => certificateIn(der) ?? []),
    others: certificatesAtHand(items),
    now,
    subtle: webCrypto(undefined),
  });
  const place = basic.signed?.signatureValue ?? null;
  const words = t.inspect.responseSignature;
  if (!('signer' in found)) return [{ text: words[found.state], place, tone: 'muted' }];
  const name = visibleLine(certificateLabel(found.signer));
  return [
    { ...stateLine(found.state, name, t), place },
    { text: words.authority[found.authority](name), place, ...authorityTone(found.authority) },
  ];
}

function stateLine(
  state: Exclude<SignatureCheck['result'], 'not-checked'> | NotCheckedReason,
  name: string,
  t: Messages,
): Pick<FactLine, 'text' | 'tone'> {
  if (state === 'right') return { text: t.inspect.signedBy.right(name) };
  if (state === 'wrong') return { text: t.inspect.signedBy.wrong(name), tone: 'bad' };
  return { text: t.inspect.ownSignature[state], tone: 'muted' };
}

const unknown: readonly Authority[] = ['issuer-absent', 'not-checked'];

function authorityTone(authority: Authority): Pick<FactLine, 'tone'> {
  if (authority === 'issuer' || authority === 'delegate') return {};
  return { tone: unknown.includes(authority) ? 'muted' : 'bad' };
}
