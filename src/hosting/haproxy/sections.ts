/** haproxy.cfg text -> its sections in order (configuration manual section 2.1, "Configuration file format"). */
import type { Problem } from '../../decision.ts';
import type { Line as SourceLine } from '../model.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import { splitLine } from './words.ts';

/** A statement: its words (at least one) and where it stands. */
export type Statement = { words: string[]; source: SourceLine };

/** `kind` as written (`frontend`), `name` empty where the section has none, `from` of `frontend f from defs`. */
export type Section = {
  kind: string;
  name: string;
  from: string | null;
  statements: Statement[];
  source: SourceLine;
};

const sectionKinds = new Set([
  'global',
  'defaults',
  'frontend',
  'backend',
  'listen',
  'peers',
  'resolvers',
  'userlist',
  'mailers',
  'ring',
  'log-forward',
  'log-profile',
  'cache',
  'program',
  'http-errors',
  'fcgi-app',
  'crt-store',
  'traces',
  'acme',
]);

/**
 * Statements before the first section and conditional blocks (`.if`) are problems; the rest is still read, as far as
 * the budget reaches.
 */
export function readSections(
  text: string,
  file: string,
  budget: ReadingBudget,
): { sections: Section[]; problems: Problem[] } {
  const sections: Section[] = [];
  const problems: Problem[] = [];
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    const source = { file, line: index + 1 };
    const { words, problems: wordProblems } = splitLine(line);
    if (!budget.take('words', source, words.length)) break;
    for (const { code, params } of wordProblems) {
      const severity = code === 'haproxy-environment-variable' ? 'unsupported' : 'fatal';
      problems.push({ code, severity, params, source });
    }
    const [first] = words;
    if (first === undefined) continue;
    if (sectionKinds.has(first)) sections.push(newSection(words, source));
    else if (first.startsWith('.')) problems.push(conditional(first, source));
    else if (!addStatement(sections, { words, source }))
      problems.push({ code: 'haproxy-outside-section', severity: 'fatal', params: { word: first }, source });
  }
  return { sections, problems };
}

function newSection(words: string[], source: SourceLine): Section {
  const [kind = '', second, third, fourth] = words;
  const name = second === undefined || (kind === 'defaults' && second === 'from') ? '' : second;
  const from = second === 'from' ? third : third === 'from' ? fourth : undefined;
  return { kind, name, from: from ?? null, statements: [], source };
}

const conditional = (word: string, source: SourceLine): Problem => ({
  code: 'haproxy-conditional-block',
  severity: 'unsupported',
  params: { word },
  source,
});

function addStatement(sections: Section[], statement: Statement): boolean {
  const section = sections.at(-1);
  section?.statements.push(statement);
  return section !== undefined;
}
