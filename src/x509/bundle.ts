/** Certificates in the order of a file -> chains, and what a server's chain file should not be like. */
import type { Params } from '../decision.ts';
import { certificateLabel, issuerLabel } from './certificateLabel.ts';
import { encodeHex } from '../bytes/hex.ts';
import { isSelfIssued, mayHaveIssued } from './chainPath.ts';
import type { Certificate, Name } from './types.ts';
import { addTo } from '../text/addTo.ts';

export type BundleCode =
  | 'bundle-duplicate'
  | 'bundle-misordered'
  | 'bundle-missing-issuer'
  | 'bundle-ends-before-root'
  | 'bundle-root-included'
  | 'bundle-extra';

/** `about`: index of the certificate it is about. A 'note' is no fault. */
export type BundleNote = { code: BundleCode; severity: 'warning' | 'note'; params: Params; about: number };

/** `chains`: leaf first, indices of certificates; longest first found for each that issued no other. */
export type Bundle = { chains: number[][]; notes: BundleNote[] };

/** `anchors` have a right to be missing. Issuers are told by name and key identifier, without looking at signatures. */
export function orderBundle(certificates: readonly Certificate[], anchors: readonly Certificate[]): Bundle {
  const bySubject = new Map<string, Namesakes>();
  for (const [index, certificate] of certificates.entries()) addNamesake(bySubject, certificate, index);
  const duplicates = duplicateOf(certificates);
  const issuerOf = certificates.map((certificate, index) => {
    if (isSelfIssued(certificate)) return null;
    const found = bySubject.get(nameKey(certificate, certificate.issuer))?.issuerOf(certificate, index);
    return found !== undefined && mayHave(certificates[found], certificate) ? found : null;
  });
  const chains = chainsOf(issuerOf, duplicates);
  const notes = [
    ...[...duplicates].map(([index, first]): BundleNote =>
      note('bundle-duplicate', 'warning', certificates, index, { first: first + 1 }),
    ),
    ...chainNotes(certificates, chains, anchors),
  ];
  return { chains, notes };
}

const mayHave = (issuer: Certificate | undefined, subject: Certificate): boolean =>
  issuer !== undefined && mayHaveIssued(issuer, subject);

const nameKey = ({ der }: Certificate, { range }: Name): string =>
  String.fromCharCode(...der.subarray(range.start, Math.min(range.end, range.start + 4096)));

/** Certificates of one subject, in order: all of them, and by the identifier of their key ('': it has none). */
class Namesakes {
  readonly #all: number[] = [];
  readonly #byKey = new Map<string, number[]>();

  add({ subjectKeyIdentifier }: Certificate, index: number): void {
    this.#all.push(index);
    const key = keyOf(subjectKeyIdentifier);
    const before = this.#byKey.get(key);
    if (before) before.push(index);
    else this.#byKey.set(key, [index]);
  }

  /** The first other one whose key identifier does not contradict. */
  issuerOf({ authorityKeyIdentifier: wanted }: Certificate, subject: number): number | undefined {
    const lists =
      wanted === null ? [this.#all] : [keyOf(wanted), ''].map((key) => this.#byKey.get(key) ?? []);
    const firsts = lists.flatMap((list) => list.find((index) => index !== subject) ?? []);
    return firsts.length === 0 ? undefined : Math.min(...firsts);
  }
}

const keyOf = (identifier: Uint8Array | null): string => (identifier === null ? '' : encodeHex(identifier));

function addNamesake(bySubject: Map<string, Namesakes>, certificate: Certificate, index: number): void {
  const key = nameKey(certificate, certificate.subject);
  const namesakes = bySubject.get(key) ?? new Namesakes();
  bySubject.set(key, namesakes);
  namesakes.add(certificate, index);
}

/** Index of a repeated certificate -> index of the first one. */
function duplicateOf(certificates: readonly Certificate[]): Map<number, number> {
  const firsts = new Map<string, number>();
  const duplicates = new Map<number, number>();
  for (const [index, { der }] of certificates.entries()) {
    const octets = encodeHex(der);
    const first = firsts.get(octets);
    if (first === undefined) firsts.set(octets, index);
    else duplicates.set(index, first);
  }
  return duplicates;
}

/** A chain from every certificate that issued no other; those that issue each other in a ring begin one as well. */
function chainsOf(issuerOf: readonly (number | null)[], duplicates: ReadonlyMap<number, number>): number[][] {
  const issuers = new Set(issuerOf);
  const used = new Set<number>();
  const chainFrom = (start: number): number[] => {
    const chain: number[] = [];
    const seen = new Set<number>();
    for (let at: number | null = start; at !== null && !seen.has(at); at = issuerOf[at] ?? null) {
      chain.push(at);
      seen.add(at);
      used.add(at);
    }
    return chain;
  };
  const all = issuerOf.map((_, index) => index).filter((index) => !duplicates.has(index));
  const chains = all.filter((index) => !issuers.has(index)).map(chainFrom);
  for (const index of all) if (!used.has(index)) chains.push(chainFrom(index));
  return chains;
}

const isCa = ({ basicConstraints }: Certificate): boolean => basicConstraints?.ca === true;

/** A file with one leaf is taken for what a server sends; with more it is a collection, and nothing is missing in it. */
function chainNotes(
  certificates: readonly Certificate[],
  chains: readonly number[][],
  anchors: readonly Certificate[],
): BundleNote[] {
  const leaves = chains.filter(([leaf]) => leaf !== undefined && !isCaAt(certificates, leaf));
  const [chain] = leaves.length === 1 ? leaves : chains.length === 1 ? chains : [];
  if (chain === undefined) return [];
  const others = chains.filter((other) => other !== chain).flat();
  const needed = new Set(chain);
  const extra = [...new Set(others)].filter((index) => !needed.has(index));
  return [
    ...misordered(certificates, chain),
    ...endNotes(certificates, chain, anchors),
    ...extra.map((index) => note('bundle-extra', 'warning', certificates, index, {})),
  ];
}

const isCaAt = (certificates: readonly Certificate[], index: number): boolean => {
  const certificate = certificates[index];
  return certificate !== undefined && isCa(certificate);
};

/** RFC 5246 section 7.4.2: each certificate directly certifies the one before it. RFC 9846 asks only for the leaf first. */
function misordered(certificates: readonly Certificate[], chain: readonly number[]): BundleNote[] {
  const wrong = chain.find((index, at) => index < (chain[at - 1] ?? -1));
  if (wrong === undefined) return [];
  return [
    note('bundle-misordered', 'warning', certificates, wrong, {
      place: wrong + 1,
      wanted: chain.indexOf(wrong) + 1,
    }),
  ];
}

function endNotes(
  certificates: readonly Certificate[],
  chain: readonly number[],
  anchors: readonly Certificate[],
): BundleNote[] {
  const index = chain.at(-1) ?? -1;
  const last = certificates[index];
  if (last === undefined) return [];
  if (isSelfIssued(last)) {
    return chain.length > 1 ? [note('bundle-root-included', 'note', certificates, index, {})] : [];
  }
  if (anchors.some((anchor) => mayHaveIssued(anchor, last))) return [];
  return chain.length > 1
    ? [note('bundle-ends-before-root', 'note', certificates, index, {})]
    : [note('bundle-missing-issuer', 'warning', certificates, index, {})];
}

function note(
  code: BundleCode,
  severity: BundleNote['severity'],
  certificates: readonly Certificate[],
  about: number,
  more: Params,
): BundleNote {
  const certificate = certificates[about];
  const names = certificate
    ? { subject: certificateLabel(certificate), issuer: issuerLabel(certificate) }
    : { subject: '', issuer: '' };
  return { code, severity, params: { ...names, ...more }, about };
}

/**
 * Which of `certificates` can be in a path that begins at `leaf`: its issuers by name, theirs, and so on. What is not
 * needed is not looked at again, however many there are. `most`: a bound, for names that hundreds share.
 */
export function possibleIssuers(
  leaf: Certificate,
  certificates: readonly Certificate[],
  most: number,
): Certificate[] {
  const bySubject = new Map<string, Certificate[]>();
  for (const certificate of certificates) {
    const key = nameKey(certificate, certificate.subject);
    addTo(bySubject, key, certificate);
  }
  const found = new Set<Certificate>();
  const open = [leaf];
  for (let next = open.pop(); next !== undefined && found.size < most; next = open.pop()) {
    for (const issuer of bySubject.get(nameKey(next, next.issuer)) ?? []) {
      if (found.has(issuer) || issuer === leaf) continue;
      found.add(issuer);
      open.push(issuer);
    }
  }
  return [...found];
}
