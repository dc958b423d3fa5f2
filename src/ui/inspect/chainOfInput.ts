/** The chain of one certificate among everything that was pasted. */
import { certificatesInPem } from '../../sim/certificates.ts';
import { labCa } from '../../sim/presetCertificates.generated.ts';
import { orderBundle, possibleIssuers, type BundleNote } from '../../x509/bundle.ts';
import { verifyChain, type ChainCheck, type ChainVerdict } from '../../x509/chain.ts';
import { isSelfIssued } from '../../x509/chainPath.ts';
import type { CertificateItem, InputItem } from '../../x509/readInput.ts';
import type { Certificate } from '../../x509/types.ts';

/** More certificates are not put in order: parsing them all takes seconds. */
const mostInOrder = 1000;
const mostIssuers = 40;

/** One certificate of the path, with the checks that are about it. `item` null: the lab's own, not pasted. */
export type ChainLink = { certificate: Certificate; item: CertificateItem | null; checks: ChainCheck[] };
export type ChainOfInput = {
  verdict: ChainVerdict;
  links: ChainLink[];
  /** `item`: what each note is about. */
  notes: (BundleNote & { item: InputItem | null })[];
  /** False where there were too many certificates to look at. */
  isOrdered: boolean;
};

/** Roots of the input and the lab's are trusted. `leaf` is one of `items`. */
export async function chainOfInput(
  leaf: CertificateItem,
  items: readonly InputItem[],
  now: Date,
): Promise<ChainOfInput | null> {
  if (!leaf.certificate) return null;
  const all = items.filter((item) => item.kind === 'certificate');
  const isOrdered = all.length <= mostInOrder;
  const read = isOrdered ? all.filter((item) => item.certificate !== null) : [leaf];
  const certificates = read.flatMap(({ certificate }) => certificate ?? []);
  const lab = certificatesInPem(labCa);
  const issuers = possibleIssuers(leaf.certificate, certificates, mostIssuers);
  const roots = issuers.filter((certificate) => isSelfIssued(certificate));
  const verdict = await verifyChain([leaf.certificate, ...issuers], [...roots, ...lab], {
    now,
    trust: 'anchors',
  });
  const { notes } = orderBundle(certificates, lab);
  return {
    verdict,
    links: verdict.path.map((certificate, index) => ({
      certificate,
      item: read.find((item) => item.certificate === certificate) ?? null,
      checks: verdict.checks.filter((check) => check.certificate === index),
    })),
    notes: read.length > 1 ? notes.map((note) => ({ ...note, item: read[note.about] ?? null })) : [],
    isOrdered,
  };
}
