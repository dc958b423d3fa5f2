/** All that is worth saying of a certificate, each on its node and with the standard that says so. */
import type { DiagnosticCode } from '../../asn1/diagnostics.ts';
import type { Asn1Document } from '../../asn1/document.ts';
import type { NodeNames } from '../../asn1/nameNodes.ts';
import type { ByteRange } from '../../bytes/range.ts';
import { floor, type Params } from '../../decision.ts';
import type { OtherKind } from '../inputReport.ts';
import type { Certificate, Place } from '../types.ts';
import { encodingFindings } from './encoding.ts';
import { encodingRules } from './encodingRules.ts';
import { findingKinds, type FindingCode, type FindingSeverity } from './findingKinds.ts';
import { keyRules } from './keyRules.ts';
import { nameRules } from './nameRules.ts';
import { otherHits } from './otherRules.ts';
import { structureRules } from './structureRules.ts';
import {
  roleOf,
  servesTls,
  type Hit,
  type NameTools,
  type Role,
  type Rule,
  type Subject,
} from './subject.ts';
import { usageRules } from './usageRules.ts';
import { validityRules } from './validityRules.ts';
import { wildcardRules } from './wildcardRules.ts';

/**
 * `code`: a rule's, or what the scanner found; `stopped`: a defect of this program kept a rule from being applied. `source`: the standard and its section. `path` and `range`: the node
 * concerned, `path` empty where there is none.
 */
export type Finding = {
  code: FindingCode | DiagnosticCode | 'stopped';
  severity: FindingSeverity;
  params: Params;
  path: string;
  range: ByteRange;
  source: string;
};

export type { FindingCode, FindingSeverity } from './findingKinds.ts';
export type { NameTools } from './subject.ts';

/** The expanded document and its names. */
export type Structure = { document: Asn1Document; names: NodeNames };

const rules: readonly Rule[] = [
  ...encodingRules,
  ...structureRules,
  ...keyRules,
  ...validityRules,
  ...nameRules,
  ...wildcardRules,
  ...usageRules,
];

/** What can be said of any structure: its encoding. */
export const structureFindings = (structure: Structure): Finding[] => encodingFindings(structure);

/** Everything about what is no certificate at the instant `now`; `kind` says what it is. */
export function otherFindings(structure: Structure, kind: OtherKind, now: Date): Finding[] {
  const { document } = structure;
  const whole = { path: '', range: { start: 0, end: document.bytes.length } };
  const found = orStopped(whole, () => otherHits(document, kind, now).map((hit) => asFinding(hit, 'leaf')));
  return [...encodingFindings(structure), ...found].sort(byWeight);
}

/** Everything about a certificate at the instant `now`; by severity, then by where it stands. */
export function certificateFindings(
  structure: Structure,
  certificate: Certificate,
  now: Date,
  nameTools: NameTools,
): Finding[] {
  const role = roleOf(certificate);
  const isServer = role === 'leaf' && servesTls(certificate);
  const subject: Subject = { ...structure, certificate, role, isServer, now, nameTools };
  const found = rules.flatMap((rule) =>
    orStopped(certificate.tbsCertificate, () => rule(subject).map((hit) => asFinding(hit, role))),
  );
  return [...encodingFindings(structure), ...found].sort(byWeight);
}

/** A rule that a defect stops says so, and the other rules still speak. */
const orStopped = ({ path, range }: Place, look: () => Finding[]): Finding[] =>
  floor(path, look, ({ params }) => [
    { code: 'stopped', severity: 'error', params, path, range, source: 'whichcert' },
  ]);

/** A root is trusted as it stands, so what a standard asks of its form is no more than a note. */
function asFinding({ code, place, params = {}, severity }: Hit, role: Role): Finding {
  const kind = findingKinds[code];
  const { path, range } = place;
  const usual = severity ?? kind.severity;
  const weight = role === 'root' && usual === 'warning' ? 'note' : usual;
  return { code, severity: weight, params, path, range, source: kind.source };
}

const weights: Record<FindingSeverity, number> = { error: 0, warning: 1, note: 2 };

const byWeight = (a: Finding, b: Finding): number =>
  weights[a.severity] - weights[b.severity] || a.range.start - b.range.start;
