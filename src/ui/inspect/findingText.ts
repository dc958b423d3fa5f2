/** The sentence of a finding, a rule's or the scanner's, with nothing hidden in what it quotes. */
import type { DiagnosticCode } from '../../asn1/diagnostics.ts';
import type { Messages } from '../../content/languages.ts';
import type { Finding } from '../../x509/findings/findings.ts';

export function findingText({ code, params }: Finding, t: Messages): string {
  const sentence = isRule(code, t) ? t.findings.sentences[code] : t.asn1.diagnostics[code];
  return sentence(params);
}

const isRule = (code: Finding['code'], t: Messages): code is Exclude<Finding['code'], DiagnosticCode> =>
  code in t.findings.sentences;
