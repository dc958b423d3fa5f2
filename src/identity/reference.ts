/** The host a user asked for -> the reference identifier (RFC 9525 section 6.2), as each client makes it. */
import type { Params } from '../decision.ts';
import { addressText } from '../x509/generalName.ts';
import { endsInNumber, networkText, parseIpv4, parseIpv6 } from './address.ts';
import { aLabelsDecode, hostOfUrl, type UrlFault, type UrlStep } from './hostOfUrl.ts';
import { isAsciiText, toAscii, toUnicode } from './idna.ts';
import { syntaxFault, type SyntaxFault } from './nameSyntax.ts';
import type { ClientPolicy, PresentedRules, ReferenceRules } from './policy.ts';

/** `name` is folded as the client compares it; `exact` is the same before final dots were taken off. */
export type NameReference = {
  kind: 'name';
  /** As shown: after canonicalisation, before folding. */
  text: string;
  name: string;
  exact: string;
  labels: readonly string[];
  /** What `syntax` holds against it; then it matches nothing, or only letter by letter. */
  fault: SyntaxFault | null;
};
/** `name`: the text of the address, for clients that compare it with a common name. */
export type AddressReference = { kind: 'address'; text: string; bytes: Uint8Array; name: string };
export type Refused = {
  kind: 'refused';
  rule: UrlFault | 'host-bad-address' | 'host-bad-idn' | 'host-syntax';
  params: Params;
};
export type Reference = NameReference | AddressReference | Refused;

export type ReferenceStep = {
  rule: UrlStep | 'host-final-dot' | 'host-to-a-labels' | 'host-to-address';
  params: Params;
};
export type ReferenceReading = { reference: Reference; steps: ReferenceStep[] };

/** Never throws; a host that the client refuses is `refused`. `steps`: what was changed on the way, in order. */
export function readReference(host: string, policy: ClientPolicy): ReferenceReading {
  const rules = policy.reference;
  const steps: ReferenceStep[] = [];
  if (rules.url === null) return { reference: readText(host, host, policy, steps), steps };
  const taken = hostOfUrl(host, rules.url);
  if (typeof taken === 'string') return { reference: { kind: 'refused', rule: taken, params: {} }, steps };
  for (const { rule, to } of taken.steps) steps.push({ rule, params: { to } });
  const reference = taken.bracketed
    ? bracketedAddress(taken.host, rules, steps)
    : readText(taken.host, host, policy, steps);
  return { reference, steps };
}

function bracketedAddress(text: string, rules: ReferenceRules, steps: ReferenceStep[]): Reference {
  const bytes = zonedIpv6(text, rules);
  return bytes === null
    ? { kind: 'refused', rule: 'host-bad-address', params: {} }
    : addressReference(bytes, networkText(bytes, addressText(bytes)), text, steps);
}

function readText(text: string, given: string, policy: ClientPolicy, steps: ReferenceStep[]): Reference {
  const rules = policy.reference;
  const early = rules.ipv4 === 'inet-aton' ? parseIpv4(text, rules.ipv4) : null;
  if (early !== null) return addressReference(early, addressText(early), text, steps);
  const ascii = convertIdn(text, rules);
  if (ascii === null) return { kind: 'refused', rule: 'host-bad-idn', params: {} };
  if (ascii !== text) steps.push({ rule: 'host-to-a-labels', params: { to: ascii } });
  const refused = urlFault(ascii, given, rules);
  if (refused !== null) return { kind: 'refused', rule: refused, params: {} };
  const shown = dropFinalDot(ascii, rules.finalDots.beforeAddress, steps);
  const bytes = readAddress(shown, rules);
  if (bytes !== null) {
    return addressReference(bytes, rules.url === null ? shown : addressText(bytes), shown, steps);
  }
  if (rules.url?.endsInNumber === 'refused' && endsInNumber(shown)) {
    return { kind: 'refused', rule: 'host-bad-address', params: {} };
  }
  return nameReference(shown, policy, steps);
}

/** null: refused. Browsers lower-case the whole host; others leave ASCII as it is. */
function convertIdn(text: string, rules: ReferenceRules): string | null {
  const { mapping, onFailure } = rules.idn;
  if (mapping === 'none' || isAsciiText(text)) return text;
  return toAscii(text, mapping) ?? (onFailure === 'keep' ? text : null);
}

function urlFault(ascii: string, given: string, rules: ReferenceRules): UrlFault | null {
  if (rules.url === null) return null;
  if (ascii === '') return 'host-empty';
  if (rules.url.forbidden.test(ascii)) return 'host-forbidden-character';
  return aLabelsDecode(ascii, given, rules.url) ? null : 'host-bad-a-label';
}

function readAddress(text: string, rules: ReferenceRules): Uint8Array | null {
  const ipv4 = rules.ipv4 === 'inet-aton' ? 'dotted' : rules.ipv4; // after IDN mapping only inet_pton reads it
  const inside = rules.ipv6.brackets === 'optional' ? (/^\[(.+)\]$/s.exec(text)?.[1] ?? text) : text;
  return parseIpv4(inside, ipv4) ?? (rules.ipv6.brackets === 'never' ? null : zonedIpv6(inside, rules));
}

function zonedIpv6(text: string, rules: ReferenceRules): Uint8Array | null {
  const zoned = /^([^%]*)%(.+)$/s.exec(text);
  if (zoned === null) return parseIpv6(text);
  return rules.ipv6.zone === 'dropped' ? parseIpv6(zoned[1] ?? '') : null;
}

function addressReference(
  bytes: Uint8Array,
  name: string,
  from: string,
  steps: ReferenceStep[],
): AddressReference {
  const text = addressText(bytes);
  if (text !== from) steps.push({ rule: 'host-to-address', params: { to: text } });
  return { kind: 'address', text, bytes, name };
}

function dropFinalDot(text: string, dots: 0 | 1, steps: ReferenceStep[]): string {
  if (dots === 0 || !text.endsWith('.')) return text;
  const to = text.slice(0, -1);
  steps.push({ rule: 'host-final-dot', params: { to } });
  return to;
}

function nameReference(text: string, policy: ClientPolicy, steps: ReferenceStep[]): NameReference | Refused {
  const rules = policy.reference;
  const fault = rules.syntax === null ? null : syntaxFault(text, rules.syntax);
  if (fault !== null && rules.invalid === 'refuse') {
    return { kind: 'refused', rule: 'host-syntax', params: { fault } };
  }
  const stripped = dropFinalDot(text, rules.finalDots.beforeName, steps);
  const { comparison } = policy.names;
  const name = foldName(stripped, comparison) ?? stripped;
  return {
    kind: 'name',
    text: stripped,
    name,
    exact: foldName(text, comparison) ?? text,
    labels: name.split('.'),
    fault,
  };
}

/** A name as the client compares it; null: it cannot be decoded. */
export function foldName(name: string, comparison: PresentedRules['comparison']): string | null {
  switch (comparison) {
    case 'ascii':
      return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    case 'unicode':
      return name.toLowerCase();
    case 'u-labels':
      return toUnicode(name);
  }
}
