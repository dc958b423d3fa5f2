/**
 * Secrets of a configuration that are no keys of certificates (passwords, tokens, cookies, credentials in headers and
 * URLs) -> a mark, in what goes into a link. No program here looks at them when it chooses a certificate.
 */
import type { Software } from '../hosting/model.ts';
import { merged } from '../x509/privateMaterial.ts';
import { secretWords } from './secrets/directives.ts';
import { statementsOf } from './secrets/statements.ts';
import { tokensIn } from './secrets/tokens.ts';
import type { Scenario } from './scenario.ts';

/** A word in every program's syntax. */
export const secretMark = 'hidden-by-whichcert';

/** The text with a mark for each secret, line ends as they were, and how many there were. */
export function markSecrets(software: Software, text: string): { text: string; marked: number } {
  const words = statementsOf(software, text).flatMap((statement) => secretWords(software, statement));
  const ranges = merged([...words, ...tokensIn(text)].map(({ start, end }) => ({ start, end })));
  let marked = '';
  let from = 0;
  for (const { start, end } of ranges) {
    marked += text.slice(from, start) + secretMark + text.slice(start, end).replace(/[^\r\n]/g, '');
    from = end;
  }
  return { text: marked + text.slice(from), marked: ranges.length };
}

/**
 * The scenario as it may be shared: with marks in the texts of its server. `marked`: how many secrets were left out; 0:
 * the scenario is the same one.
 */
export function sharedServer(scenario: Scenario): { scenario: Scenario; marked: number } {
  const { server } = scenario;
  if ('preset' in server) return { scenario, marked: 0 };
  let count = 0;
  const files = Object.entries(server.files).map(([path, written]): [string, string] => {
    const { text, marked } = markSecrets(server.software, written);
    count += marked;
    return [path, text];
  });
  if (count === 0) return { scenario, marked: 0 };
  return {
    scenario: { ...scenario, server: { ...server, files: Object.fromEntries(files) } },
    marked: count,
  };
}
