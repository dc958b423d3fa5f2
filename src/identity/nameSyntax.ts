/** What a program takes for the syntax of a DNS name, on either side. */

export type NameSyntax = {
  characters:
    | 'letters-digits-hyphen'
    | 'letters-digits-hyphen-underscore'
    | 'visible-ascii'
    | 'printable-ascii'
    | 'ascii'
    | 'any';
  emptyLabels: 'allowed' | 'refused';
  finalDot: 'allowed' | 'refused';
  /** `not-first`: a label may not begin with one; `inside`: nor end with one. */
  hyphens: 'anywhere' | 'not-first' | 'inside';
  lastLabel: 'any' | 'not-numeric' | 'begins-alphanumeric';
  /** Octets; null: no limit. */
  maxLabel: number | null;
  maxName: number | null;
};

export type SyntaxFault =
  | 'empty'
  | 'character'
  | 'empty-label'
  | 'final-dot'
  | 'hyphen'
  | 'last-label'
  | 'label-too-long'
  | 'name-too-long';

const CHARACTERS: Record<NameSyntax['characters'], RegExp> = {
  'letters-digits-hyphen': /^[A-Za-z0-9.-]*$/,
  'letters-digits-hyphen-underscore': /^[A-Za-z0-9._-]*$/,
  'visible-ascii': /^[\x21-\x7f]*$/,
  'printable-ascii': /^[\x20-\x7e]*$/,
  ascii: /^[\0-\x7f]*$/,
  any: /^/,
};

/** The first rule of `syntax` that `name` breaks; null: none. A wildcard must be replaced by a letter before. */
export function syntaxFault(name: string, syntax: NameSyntax): SyntaxFault | null {
  if (name === '') return 'empty';
  if (!CHARACTERS[syntax.characters].test(name)) return 'character';
  if (syntax.maxName !== null && name.length > syntax.maxName) return 'name-too-long';
  const labels = name.split('.');
  if (labels.length > 1 && labels.at(-1) === '') {
    if (syntax.finalDot === 'refused') return 'final-dot';
    labels.pop();
  }
  return labelsFault(labels, syntax);
}

function labelsFault(labels: string[], syntax: NameSyntax): SyntaxFault | null {
  for (const label of labels) {
    if (label === '' && syntax.emptyLabels === 'refused') return 'empty-label';
    if (syntax.maxLabel !== null && label.length > syntax.maxLabel) return 'label-too-long';
    if (label.startsWith('-') && syntax.hyphens !== 'anywhere') return 'hyphen';
    if (label.endsWith('-') && syntax.hyphens === 'inside') return 'hyphen';
  }
  const last = labels.at(-1) ?? '';
  if (syntax.lastLabel === 'not-numeric' && /^\d+$/.test(last)) return 'last-label';
  return syntax.lastLabel === 'begins-alphanumeric' && !/^[A-Za-z0-9]/.test(last) ? 'last-label' : null;
}
