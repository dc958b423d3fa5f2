/**
 * How the server's flight grows with the names in its certificate and with the length of the chain: certificates are
 * really made, with P-256 keys, as the lab's authority issues them, and put into the message.
 */
import { newIssuer, issueLeaf, purpose } from '../x509/issue.ts';
import { p256SubjectKey } from '../x509/subjectKey.ts';
import { encodeCertificate12, encodeCertificate13 } from '../tls/messages/certificate.ts';
import { longestFragment } from '../tls/record.ts';
import { seededBytes } from '../tls/seededBytes.ts';
import { initialWindow, segmentSize } from './congestion.ts';
import { flightsOf } from './flights.ts';
import type { Trace } from './trace.ts';

/** Bytes of the flight that carries the certificate, for so many names. */
export type GrowthPoint = { names: number; bytes: number };

/** `intermediates`: certificates behind the leaf. `fits`: the most names of which nothing has to wait, 0: none. */
export type GrowthLine = { intermediates: number; points: GrowthPoint[]; fits: number };

export type Growth = {
  lines: GrowthLine[];
  /** What goes out at once, in bytes. */
  window: number;
  /** The flight of this connection as it is. */
  now: GrowthPoint & { intermediates: number };
};

export const nameCounts = [1, 10, 50, 100, 1000] as const;
const chainLengths = [0, 1, 2] as const;
const mostNames = 1000;
/** What one more record adds: its header; and where it is sealed, the type of its content and the tag. */
const recordOverhead = { plain: 5, sealed: 5 + 1 + 16 };

/** null: this connection has no certificate in it. */
export function certificateGrowth({
  steps,
  presented,
  leafNames,
  connection,
  version,
}: Trace): Growth | null {
  const flight = flightsOf(steps).find(
    (each) => each.from === 'server' && each.steps.includes('certificate'),
  );
  if (!flight || !connection || presented.length === 0 || version === null) return null;
  const encode = version === '1.3' ? message13 : message12;
  const sent = (message: number): number =>
    message +
    Math.floor((message - 1) / longestFragment) * recordOverhead[version === '1.3' ? 'sealed' : 'plain'];
  const others = flight.bytes - sent(encode(presented.map(({ der }) => der)));
  const window = initialWindow * segmentSize(connection.server);
  const make = certificateMaker();
  const bytesOf = (names: number, intermediates: number): number =>
    others +
    sent(encode([make.leaf(names), ...Array.from({ length: intermediates }, () => make.intermediate)]));
  const lines = chainLengths.map((intermediates) => ({
    intermediates,
    points: nameCounts.map((names) => ({ names, bytes: bytesOf(names, intermediates) })),
    fits: mostThatFit((names) => bytesOf(names, intermediates) <= window),
  }));
  const now = { names: leafNames.length, bytes: flight.bytes, intermediates: presented.length - 1 };
  return { lines, window, now };
}

const message13 = (chain: readonly Uint8Array[]): number =>
  encodeCertificate13({
    certificate_request_context: new Uint8Array(),
    certificate_list: chain.map((cert_data) => ({ cert_data, extensions: [] })),
  }).bytes.length;

const message12 = (chain: readonly Uint8Array[]): number =>
  encodeCertificate12({ certificate_list: [...chain] }).bytes.length;

/** By halving: more names never take fewer bytes. */
function mostThatFit(fits: (names: number) => boolean): number {
  if (!fits(1)) return 0;
  let [most, tooMany] = [1, mostNames + 1];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}

/** Names of 18 characters: about what host names have. */
const nameAt = (index: number): string => `w${String(index).padStart(4, '0')}.shop.example`;

/** The same certificate for the same number, signed once. An intermediate is as long as a leaf without names. */
function certificateMaker(): { leaf: (names: number) => Uint8Array; intermediate: Uint8Array } {
  const random = seededBytes('certificate growth');
  const secret = (label: string): Uint8Array => {
    const bytes = random(32, label);
    bytes[0] = 0; // below the order of the curve
    return bytes;
  };
  const issuer = newIssuer('Lab Intermediate CA', secret('issuer'));
  const key = p256SubjectKey(secret('leaf'));
  const made = new Map<number, Uint8Array>();
  const issue = (names: number): Uint8Array =>
    issueLeaf(
      {
        commonName: nameAt(1),
        serialNumber: random(16, 'serial number').map((octet, index) => (index === 0 ? 0x5a : octet)),
        notBefore: new Date('2026-01-01T00:00:00Z'),
        notAfter: new Date('2027-01-01T00:00:00Z'),
        purposes: [purpose.serverAuth],
        dnsNames: Array.from({ length: names }, (_, index) => nameAt(index + 1)),
      },
      key,
      issuer,
    );
  const leaf = (names: number): Uint8Array => {
    const certificate = made.get(names) ?? issue(names);
    made.set(names, certificate);
    return certificate;
  };
  return { leaf, intermediate: issue(0) };
}
