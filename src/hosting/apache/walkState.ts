/** What is known while a configuration is gone through, up to the line that is read next. */
import type { Params, Problem } from '../../decision.ts';
import type { Line } from '../model.ts';
import type { ConfigFiles } from '../program.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import type { ApacheProblem } from './codes.ts';
import type { GivenPaths } from './includes.ts';
import type { LogicalLine } from './logicalLines.ts';
import { splitWords, type Words } from './words.ts';

/** `name` in lower case; `text` is what follows it; `words` takes it apart with the variables known there. */
export type Directive = { name: string; written: string; text: string; line: Line; words: () => Words };

export type Visitor = {
  /** Whether the directive matters to the answer: then an assumed condition around it is told. */
  directive(directive: Directive): boolean;
  open(section: Directive): void;
  close(name: string): void;
};

export type Frame = {
  file: string;
  lines: LogicalLine[];
  at: number;
  openBefore: number;
  /** How many sections of each name are open in this file. */
  openNames: Map<string, number>;
  depth: number;
};
export type OpenSection = { name: string; written: string; line: Line; passed: boolean };
export type Walk = {
  files: ConfigFiles;
  given: GivenPaths;
  budget: ReadingBudget;
  /** Every file is taken apart once, however often it is included. */
  parsed: Map<string, LogicalLine[]>;
  version: string;
  visitor: Visitor;
  problems: Problem[];
  frames: Frame[];
  open: OpenSection[];
  /** Those of them whose condition was assumed and not yet told, outermost first. */
  assumed: OpenSection[];
  variables: Map<string, string>;
  defined: Set<string>;
  modules: Set<string>;
  folders: string[];
};

/** `folder`: of the main file. */
export const newWalk = (given: GivenPaths, folder: string, version: string, visitor: Visitor): Walk => ({
  files: given.files,
  given,
  budget: given.budget,
  parsed: new Map(),
  version,
  visitor,
  problems: [],
  frames: [],
  open: [],
  assumed: [],
  variables: new Map(),
  defined: new Set(),
  modules: new Set(),
  folders: [folder],
});

export function report(walk: Walk, code: ApacheProblem, line: Line, params: Params): void {
  if (!walk.budget.take('problems', line)) return;
  walk.problems.push({ code, severity: severities[code] ?? 'fatal', params, source: line });
}

/** A file that is not among those given may well be there for httpd; all else httpd refuses to read on. */
const severities: Partial<Record<ApacheProblem, Problem['severity']>> = {
  'apache-include-missing': 'error',
  'apache-include-no-match': 'error',
  'apache-include-optional-no-match': 'warning',
};

export const directive = (walk: Walk, written: string, text: string, line: Line): Directive => ({
  name: written.toLowerCase(),
  written,
  text,
  line,
  words: () => {
    const count = Math.ceil(text.length / 8); // about as many words
    if (!walk.budget.take('words', line, count)) return { words: [], undefinedNames: [] };
    return splitWords(text, walk.variables, (characters) => walk.budget.take('characters', line, characters));
  },
});
