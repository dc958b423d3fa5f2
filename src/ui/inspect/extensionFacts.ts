/** What the summary says of extensions that only some certificates have. */
import { ipAddressText } from '../../asn1/value.ts';
import { visibleLine } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import { own } from '../../text/own.ts';
import { readPolicies, readScts } from '../../x509/extensionFacts.ts';
import { readNameConstraints } from '../../x509/nameConstraints.ts';
import type { Certificate, GeneralName } from '../../x509/types.ts';
import type { Fact, FactLine } from './facts.ts';
import { isoText, oidText } from './valueText.ts';

const factOf = (label: string, lines: FactLine[]): Fact[] => (lines.length > 0 ? [{ label, lines }] : []);

/** Policies, name constraints and time stamps of logs; nothing where there is none. */
export const extensionFacts = (certificate: Certificate, t: Messages): Fact[] => [
  ...policyFact(certificate, t),
  ...constraintFact(certificate, t),
  ...sctFact(certificate, t),
];

function policyFact(certificate: Certificate, { inspect }: Messages): Fact[] {
  const known: Record<string, string> = inspect.policies;
  const lines = readPolicies(certificate).map(({ name, oid, range }) => ({
    text: (name === null ? undefined : own(known, name)) ?? oidText({ name, oid }),
    place: range,
  }));
  return factOf(inspect.facts.policies, lines);
}

function constraintFact(certificate: Certificate, { inspect }: Messages): Fact[] {
  const constraints = readNameConstraints(certificate);
  if (constraints === null) return [];
  const line =
    (words: (kind: string, base: string) => string) =>
    ({ base }: (typeof constraints.permitted)[number]): FactLine => ({
      text: words(inspect.nameTypes[base.type], visibleLine(subtreeText(base))),
      place: base.range,
    });
  const { permitted, excluded } = inspect.nameConstraints;
  const lines = [...constraints.permitted.map(line(permitted)), ...constraints.excluded.map(line(excluded))];
  return factOf(inspect.facts.nameConstraints, lines);
}

function sctFact(certificate: Certificate, { inspect }: Messages): Fact[] {
  const lines = readScts(certificate).map(({ log, logId, date, range }) => ({
    text: inspect.sct(log ?? `${logId.slice(0, 16)}…`, date === null ? null : isoText(date)),
    place: range,
  }));
  return factOf(inspect.facts.scts, lines);
}

/** An address with its mask as a prefix length; other names as they are read. */
const subtreeText = ({ type, bytes, text }: GeneralName): string =>
  (type === 'iPAddress' ? ipAddressText(bytes) : null) ?? text;
