/** A presented name -> what it is compared as, and the comparison with a reference name. */
import { syntaxFault } from './nameSyntax.ts';
import type { WildcardRules } from './policy.ts';
import { registryOf } from './publicSuffixes.ts';

/** A label, or the pieces that stand before, between and after its wildcards. */
type LabelPattern = string | readonly string[];

export type NamePattern =
  /** Compared letter by letter. `star`: it holds a `*` that is no wildcard for this client. */
  | { kind: 'name'; name: string; star: boolean }
  | { kind: 'wildcard'; name: string; labels: readonly LabelPattern[] }
  | { kind: 'ignored' | 'halt'; name: string; rule: 'wildcard-form' | 'wildcard-few-labels' };

export type MatchRule =
  | 'name-equal'
  | 'name-subdomain'
  | 'wildcard-equal'
  | 'wildcard-equal-suffixes-not-loaded'
  | 'name-differs'
  | 'wildcard-literal-differs'
  | 'wildcard-label-count'
  | 'wildcard-rest-differs'
  | 'wildcard-label-differs'
  | 'wildcard-empty-label'
  | 'wildcard-character'
  | 'wildcard-a-label'
  | 'wildcard-public-suffix'
  | 'wildcard-suffixes-not-loaded';

/** Reads a name whose letters are already folded as the client compares them. */
export function readPattern(name: string, rules: WildcardRules): NamePattern {
  if (!name.includes('*')) return { kind: 'name', name, star: false };
  const labels = name.split('.');
  const misplaced = labels.some((label, index) => index > 0 && label.includes('*'));
  if (rules.labels === 'left-most' && misplaced && rules.otherLabels !== 'plain') {
    return unusable(name, rules.otherLabels, 'wildcard-form');
  }
  const wild = labels.map(
    (label, index) => label.includes('*') && (rules.labels !== 'left-most' || index === 0),
  );
  const lastWild = wild.lastIndexOf(true);
  if (lastWild < 0) return unusable(name, 'literal', 'wildcard-form');
  if (rules.labels === 'leading' && wild.indexOf(false) >= 0 && wild.indexOf(false) < lastWild) {
    return unusable(name, rules.otherLabels === 'plain' ? 'ignored' : rules.otherLabels, 'wildcard-form');
  }
  return readWildcard(name, labels, wild, rules);
}

function readWildcard(name: string, labels: string[], wild: boolean[], rules: WildcardRules): NamePattern {
  const patterns: LabelPattern[] = [];
  for (const [index, label] of labels.entries()) {
    if (wild[index] !== true) {
      patterns.push(label);
      continue;
    }
    const pieces = splitLabel(label, rules);
    if (pieces === null) return unusable(name, rules.otherForm, 'wildcard-form');
    if (pieces.length === 1) return { kind: 'name', name, star: true };
    patterns.push(pieces);
  }
  if (rules.syntax !== null && syntaxFault(name.replaceAll('*', 'z'), rules.syntax) !== null) {
    return unusable(name, rules.unfit, 'wildcard-form');
  }
  if (labels.length - 1 - wild.lastIndexOf(true) < rules.labelsAfter) {
    return unusable(name, rules.unfit, 'wildcard-few-labels');
  }
  return { kind: 'wildcard', name, labels: patterns };
}

type Unusable = 'literal' | 'ignored' | 'halt';

function unusable(name: string, what: Unusable, rule: 'wildcard-form' | 'wildcard-few-labels'): NamePattern {
  return what === 'literal' ? { kind: 'name', name, star: true } : { kind: what, name, rule };
}

/** The pieces around the stars; null: not a form this client knows; a single piece: to be compared literally. */
function splitLabel(label: string, rules: WildcardRules): readonly string[] | null {
  const pieces = label.split('*');
  const inALabel = label !== '*' && label.includes('xn--');
  if (inALabel && rules.aLabelPattern === 'literal-if-inside') return [label];
  if (inALabel && label.startsWith('xn--')) {
    if (rules.aLabelPattern === 'literal') return [label];
    if (rules.aLabelPattern === 'ignored') return null;
  }
  switch (rules.form) {
    case 'none':
      return null;
    case 'whole-label':
      return label === '*' ? pieces : null;
    case 'start-or-end': // a hyphen may stand before no dot, and before no star that ends the label
      return pieces.length === 2 && pieces.includes('') && !label.endsWith('-*') ? pieces : null;
    case 'end':
      return pieces.length === 2 && pieces[1] === '' ? pieces : null;
    case 'first-character':
      return label.startsWith('*') ? ['', label.slice(1)] : null;
    case 'one-anywhere':
      return pieces.length === 2 ? pieces : null;
    case 'several-anywhere':
      return pieces;
  }
}

/** Compares a name or wildcard with the reference name (folded, `labels` split at its dots). */
export function matchPattern(
  pattern: Exclude<NamePattern, { kind: 'ignored' | 'halt' }>,
  reference: { name: string; labels: readonly string[] },
  rules: WildcardRules,
): MatchRule {
  if (pattern.kind === 'name') {
    if (pattern.name === reference.name) return 'name-equal';
    return pattern.star ? 'wildcard-literal-differs' : 'name-differs';
  }
  if (pattern.labels.length !== reference.labels.length) return 'wildcard-label-count';
  for (let index = pattern.labels.length - 1; index >= 0; index--) {
    const label = pattern.labels[index] ?? '';
    const host = reference.labels[index] ?? '';
    const fault = typeof label === 'string' ? plainFault(label, host) : wildcardFault(label, host, rules);
    if (fault !== null) return fault;
  }
  return rules.publicSuffix === 'refused' ? suffixRule(reference.name) : 'wildcard-equal';
}

const plainFault = (label: string, host: string): MatchRule | null =>
  label === host ? null : 'wildcard-rest-differs';

function wildcardFault(pieces: readonly string[], host: string, rules: WildcardRules): MatchRule | null {
  const whole = pieces.every((piece) => piece === '');
  if (whole && host === '' && rules.emptyLabel === 'refused') return 'wildcard-empty-label';
  if (!whole && rules.aLabelHost === 'refused' && host.startsWith('xn--')) return 'wildcard-a-label';
  const matched = piecesFit(pieces, host);
  if (matched === null) return 'wildcard-label-differs';
  if (rules.characters === 'any' || matched === '*') return null;
  return /^[a-z0-9-]*$/i.test(matched) ? null : 'wildcard-character';
}

/** Pieces in order, the first at the start, the last at the end: what the (first) star stands for; null: no fit. */
function piecesFit(pieces: readonly string[], host: string): string | null {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (host.length < first.length + last.length || !host.startsWith(first) || !host.endsWith(last))
    return null;
  let at = first.length;
  const end = host.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = host.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return null;
    at = found + piece.length;
  }
  return host.slice(first.length, end);
}

/** Without the list, one label counts as a suffix and more do not (the list's own rule for unlisted names). */
function suffixRule(host: string): MatchRule {
  const rest = host.slice(host.indexOf('.') + 1);
  const found = registryOf(host);
  if (found === 'none') return 'wildcard-equal';
  if (found !== null) return found.registry === rest ? 'wildcard-public-suffix' : 'wildcard-equal';
  return rest.includes('.') ? 'wildcard-equal-suffixes-not-loaded' : 'wildcard-suffixes-not-loaded';
}
