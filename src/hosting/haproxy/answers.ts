/**
 * How a frontend answers, as far as its configuration says: the first `http-request` that ends the request, else
 * its backend's, else what the backend's servers say (configuration manual section 4.2 and 9.6.1).
 */
import type { Params, Problem } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import type { Answer, Line } from '../model.ts';
import { append } from '../append.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import type { HaproxyProblemCode } from './codes.ts';
import type { Section, Statement } from './sections.ts';

/** The backends and listen sections by name; what each of them answers is worked out once, in `told`. */
export type Backends = {
  byName: ReadonlyMap<string, Section>;
  told: Map<Section, Answer>;
  budget: ReadingBudget;
};

export const problem = (
  code: HaproxyProblemCode,
  severity: Problem['severity'],
  params: Params,
  source: Line | null,
): Problem => ({ code, severity, params, source });

/** `section` with the statements of its defaults before its own. */
export function answerOf(section: Section, backends: Backends): Answer {
  const uncertain: Problem[] = [];
  if (modeOf(section) !== 'http') {
    uncertain.push(problem('haproxy-not-http', 'unsupported', { mode: modeOf(section) }, section.source));
    return { status: 200, source: section.source, uncertain };
  }
  const own = answerOfRules(section, uncertain);
  if (own !== null) return { ...own, uncertain };
  return answerOfBackend(section, backends, uncertain);
}

const modeOf = (section: Section): string =>
  section.statements.findLast(({ words }) => words[0] === 'mode')?.words[1] ?? 'tcp';

type Ending = { status: number; source: Line };

/** Only a rule without a condition is sure to end the request; one with a condition makes the answer uncertain. */
function answerOfRules(section: Section, uncertain: Problem[]): Ending | null {
  for (const { words, source } of rulesInOrder(section)) {
    const status = statusOfRule(words);
    if (words[1] === 'lua' || words[1]?.startsWith('lua.') === true || words[1] === 'use-service')
      uncertain.push(problem('haproxy-lua-not-modelled', 'unsupported', { action: words[1] }, source));
    if (status === null) continue;
    if (!words.includes('if') && !words.includes('unless')) return { status, source };
    uncertain.push(
      problem('haproxy-conditional-rule', 'unsupported', { rule: words.slice(0, 2).join(' ') }, source),
    );
  }
  return null;
}

/** `redirect` is evaluated after all `http-request` rules. */
function rulesInOrder(section: Section): Statement[] {
  const rules = section.statements.filter(({ words }) => words[0] === 'http-request');
  const redirects = section.statements.filter(({ words }) => words[0] === 'redirect');
  return [...rules, ...redirects];
}

const actionStatus: Record<string, { word: string; status: number }> = {
  return: { word: 'status', status: 200 },
  deny: { word: 'deny_status', status: 403 },
  tarpit: { word: 'deny_status', status: 500 },
  auth: { word: '', status: 401 },
  redirect: { word: 'code', status: 302 },
};

/** null: the rule lets the request go on. */
function statusOfRule(words: string[]): number | null {
  const action = ownValue(actionStatus, (words[0] === 'redirect' ? words[0] : words[1]) ?? '');
  if (action === undefined) return null;
  const status = words[words.indexOf(action.word) + 1];
  return words.includes(action.word) && status !== undefined ? Number(status) : action.status;
}

function answerOfBackend(section: Section, backends: Backends, uncertain: Problem[]): Answer {
  const chosen = chosenBackend(section, uncertain);
  if (chosen === null) return answerOfServers(section, section.source, uncertain);
  const backend = backends.byName.get(chosen.name);
  if (backend === undefined) {
    uncertain.push(problem('haproxy-backend-missing', 'fatal', { backend: chosen.name }, chosen.source));
    return { status: 503, source: chosen.source, uncertain };
  }
  const own = backends.told.get(backend) ?? ofBackend(backend);
  backends.told.set(backend, own);
  if (backends.budget.take('directives', chosen.source, own.uncertain.length))
    append(uncertain, own.uncertain);
  return { status: own.status, source: own.source ?? chosen.source, uncertain };
}

/** `source` null: of whoever chose it. */
function ofBackend(backend: Section): Answer {
  const uncertain: Problem[] = [];
  const ending = answerOfRules(backend, uncertain);
  return ending === null ? answerOfServers(backend, null, uncertain) : { ...ending, uncertain };
}

function chosenBackend(section: Section, uncertain: Problem[]): { name: string; source: Line } | null {
  for (const { words, source } of section.statements) {
    const [keyword, name = ''] = words;
    if (keyword !== 'use_backend') continue;
    if (!words.includes('if') && !words.includes('unless')) return { name, source };
    uncertain.push(
      problem('haproxy-conditional-rule', 'unsupported', { rule: words.slice(0, 2).join(' ') }, source),
    );
  }
  const last = section.statements.findLast(({ words }) => words[0] === 'default_backend');
  return last === undefined ? null : { name: last.words[1] ?? '', source: last.source };
}

/** Without a server HAProxy answers 503 itself; with one, the upstream's status is not in the configuration. */
function answerOfServers(section: Section, source: Line | null, uncertain: Problem[]): Answer {
  const server = section.statements.find(({ words }) =>
    ['server', 'server-template', 'use-server'].includes(words[0] ?? ''),
  );
  if (server === undefined) return { status: 503, source, uncertain };
  uncertain.push(
    problem('haproxy-status-from-upstream', 'unsupported', { server: server.words[1] ?? '' }, server.source),
  );
  return { status: 200, source: server.source, uncertain };
}
