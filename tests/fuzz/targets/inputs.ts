/** Whatever is pasted or opened for Inspect: read, expanded, named, judged. */
import {
  certificateFindings,
  otherFindings,
  structureFindings,
} from '../../../src/x509/findings/findings.ts';
import { toAscii } from '../../../src/identity/idna.ts';
import { loadPublicSuffixes, registryOf } from '../../../src/identity/publicSuffixes.ts';
import { verifyIdentity } from '../../../src/identity/verifyIdentity.ts';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { describeValue } from '../../../src/asn1/value.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { CertificateError } from '../../../src/x509/certificateError.ts';
import { verifyChain } from '../../../src/x509/chain.ts';
import { readOcspResponse } from '../../../src/x509/ocspResponse.ts';
import { PasswordWork } from '../../../src/x509/keyDerivation.ts';
import { openPkcs12 } from '../../../src/x509/pkcs12.ts';
import { certificatesInPkcs7, listsInPkcs7 } from '../../../src/x509/pkcs7.ts';
import { readPrivateKey } from '../../../src/x509/privateKey.ts';
import { openWithPassword, readInput, type InputReport } from '../../../src/x509/readInput.ts';
import { readRequest } from '../../../src/x509/request.ts';
import { readRevocationList } from '../../../src/x509/revocationList.ts';
import { expandItem, structureOf } from '../../../src/x509/structure.ts';
import type { Certificate } from '../../../src/x509/types.ts';
import { pemGrammar } from '../grammars.ts';
import { mutateBytes } from '../mutateBytes.ts';
import { mutateText } from '../mutateText.ts';
import { allOf, certificateFiles, derSeeds, pickSeed, pkcs12Seeds } from '../seeds.ts';
import { target } from '../target.ts';

const files = certificateFiles();
const ders = derSeeds();
const ber = [
  [0x30, 0x80], [0, 0], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x1f, 0xff, 0xff, 0xff, 0x7f], [0x24, 0x80], [0x06, 0],
  [0x06, 2, 0x80, 1], [0x03, 1, 8], [0x03, 0], [0x17, 0], [0x0c, 3, 0xed, 0xa0, 0x80], [0xa0, 0], [0x30, 0], [0x02, 0],
  [0x05, 1, 0], [0x30, 0x81, 0x7f], [0x30, 0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
].map((octets) => Uint8Array.from(octets)); // prettier-ignore
const derMaterial = { tokens: ber, seeds: allOf(ders) };
const fileMaterial = {
  tokens: ['-----BEGIN', '-----END', '\n', '\0', '=', '\ufeff'].map((text) => new TextEncoder().encode(text)),
  seeds: allOf(files),
};
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const textMaterial = {
  ...pemGrammar,
  seeds: allOf(files)
    .filter((bytes) => bytes[0] !== 0x30)
    .map(latin1),
};
await loadPublicSuffixes();
const nameTools = {
  toAscii: (host: string) => toAscii(host, 'uts46'),
  isPublicSuffix: (domain: string) => registryOf(domain) === 'none',
};
const now = new Date('2026-11-22T12:00:00Z');

/** All that the page shows of a report; ranges stay inside the input. */
async function lookAt(report: InputReport, length: number): Promise<void> {
  for (const item of report.items) {
    const { start, end } = item.range;
    if (!(start >= 0 && start <= end && end <= length))
      throw new Error(`a range outside: ${start}-${end} of ${length}`);
    if (item.kind === 'private-key') continue;
    const structure = structureOf(expandItem(item));
    if (item.kind !== 'certificate') otherFindings(structure, item.kind, now);
    else if (item.certificate) certificateFindings(structure, item.certificate, now, nameTools);
  }
  const certificates = report.items.flatMap((item) =>
    item.kind === 'certificate' && item.certificate ? [item.certificate] : [],
  );
  await judge(certificates);
}

async function judge([leaf, ...others]: readonly Certificate[]): Promise<void> {
  if (leaf === undefined) return;
  for (const client of ['chrome', 'openssl', 'rfc2818'] as const)
    verifyIdentity(leaf, 'shop.example', client);
  await verifyChain([leaf, ...others.slice(0, 4)], others.slice(0, 4), { now, trust: 'assume-issuer' });
}

export const pasted = target<string | Uint8Array>({
  name: 'readInput',
  cases: 20_000,
  steps: 20_000_000,
  make: (random) => {
    const file = pickSeed(files, random);
    if (file[0] === 0x30 || random.once(3)) return mutateBytes(file, random, fileMaterial);
    return mutateText(latin1(file), random, textMaterial);
  },
  run: async (input) => {
    const report = await readInput(input);
    if (report.items.length + report.problems.length === 0 && input.length > 0)
      throw new Error('nothing is said');
    if (typeof input === 'string' && report.text !== null && report.text.length !== input.length)
      throw new Error('the text shown has another length');
    await lookAt(report, input.length);
  },
});

export const der = target<Uint8Array>({
  name: 'der',
  cases: 20_000,
  steps: 20_000_000,
  make: (random) => mutateBytes(pickSeed(ders, random), random, derMaterial),
  run: (bytes) => {
    const document = scan(bytes);
    const expanded = expand(document);
    const names = nameNodes(expanded);
    for (let node = 0; node < Math.min(expanded.nodeCount, 2_000); node += 1) {
      names.path(node);
      describeValue(expanded, node, names);
    }
    structureFindings({ document: expanded, names });
    readRequest(document);
    readRevocationList(document);
    readOcspResponse(document);
    certificatesInPkcs7(document);
    listsInPkcs7(document);
    readPrivateKey(bytes);
    try {
      parseCertificate(bytes);
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error; // the one error that it may throw
    }
  },
});

const containers = pkcs12Seeds();
const containerMaterial = { tokens: ber, seeds: allOf(containers).map(({ file }) => file) };

export const pkcs12 = target<{ file: Uint8Array; password: string }>({
  name: 'pkcs12',
  cases: 2_000,
  steps: 400_000_000,
  make: (random) => {
    const { file, password } = pickSeed(containers, random);
    return { file: mutateBytes(file, random, containerMaterial), password: random.once(8) ? '' : password };
  },
  run: async ({ file, password }) => {
    const result = openPkcs12(file, password, new PasswordWork(100_000));
    if (typeof result.outcome !== 'string') throw new Error('no outcome');
    const report = await readInput(file);
    const container = report.items.findIndex(({ kind }) => kind === 'pkcs12');
    if (container >= 0) await lookAt(await openWithPassword(report, container, password), file.length);
  },
});
