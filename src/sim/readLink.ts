/** A link's query -> scenario and step. */
import { base64UrlToBytes } from '../bytes/base64Url.ts';
import type { Problem } from '../decision.ts';
import { withoutPrivateMaterial } from '../x509/privateMaterial.ts';
import { longestLink } from './linkLimit.ts';
import { parseScenario, type Scenario } from './scenario.ts';
import { presetScenario, usualPreset } from './scenarioLink.ts';

/** The parameters that carry JSON, packed. */
const packedParts = ['own', 'dns', 'certificates', 'offer'] as const;
type PackedPart = (typeof packedParts)[number];

/** The parameter that says a field of the scenario, where it has another name. */
const partOf = new Map([
  ['sendSni', 'sni'],
  ['versions', 'tls'],
  ['clientCertificate', 'client-certificate'],
  ['withoutKey', 'without-key'],
]);

/** No trace has as many steps. */
const mostSteps = 10_000;

/** `keysIn`: files and parts of the link in which private keys stood; these are in nothing that is given back. */
export type LinkReading = ({ scenario: Scenario; step: number } | { problems: Problem[] }) & {
  keysIn: string[];
};

/**
 * What a link says. `now` is for a link without an instant of its own. Problems are those of `parseScenario` and
 * `link-damaged`, each with the parameter as `part`, and `link-too-long` (params `length`, `limit`).
 */
export function readLink(link: string, now: string): LinkReading {
  if (link.length > longestLink) return { problems: [tooLong(link.length)], keysIn: [] };
  const query = new URLSearchParams(link);
  const usual = presetScenario(query.get('server') ?? usualPreset, query.get('now') ?? now);
  const packed = unpackParts(query);
  if ('problems' in packed) return { ...packed, keysIn: keysInParts(query, []) };
  const { own, dns, certificates, offer } = packed.values;
  const result = parseScenario({
    ...usual,
    ...(query.has('server') ? { server: { preset: query.get('server') } } : {}),
    ...(isRecord(own) ? { server: own.server } : {}),
    client: query.get('client') ?? usual.client,
    sendSni: query.get('sni') !== 'off',
    url: query.get('url') ?? usual.url,
    versions: query.get('tls')?.split(',') ?? usual.versions,
    trust: query.get('trust') ?? usual.trust,
    dns: dns ?? {},
    certificates: certificates ?? {},
    seed: query.get('seed') ?? usual.seed,
    clientCertificate: query.get('client-certificate') ?? undefined,
    withoutKey: query.get('without-key') ?? undefined,
    offer,
    ech: readEch(query.get('ech')),
  });
  const keysIn = [...result.keysIn, ...keysInParts(query, partsRead)];
  if ('problems' in result)
    return { problems: result.problems.map((problem) => withPart(problem, query)), keysIn };
  const step = Number(query.get('step') ?? 0);
  const isStep = Number.isInteger(step) && step > 0 && step <= mostSteps;
  return { scenario: result.scenario, step: isStep ? step : 0, keysIn };
}

/** Parts that are read; what is in them is looked through where it ends up. */
const partsRead: readonly string[] = [...packedParts, 'url', 'seed', 'now', 'server'];

/** The parts of the link beside `known` in which a private key stands. */
const keysInParts = (query: URLSearchParams, known: readonly string[]): string[] =>
  [...query]
    .filter(([name, value]) => !known.includes(name) && withoutPrivateMaterial(`${name}=${value}`).hadKey)
    .map(([name]) => withoutPrivateMaterial(name).text);

const tooLong = (length: number): Problem => ({
  code: 'link-too-long',
  severity: 'fatal',
  params: { length, limit: longestLink },
  source: null,
});

/** `on,key`: what the client has, what the server has. */
function readEch(text: string | null): { client: string; server: string } | undefined {
  const [client = '', server = ''] = text?.split(',') ?? [];
  return text === null ? undefined : { client, server };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The problem, with the parameter of the link in which it is. */
function withPart(problem: Problem, query: URLSearchParams): Problem {
  const [field = ''] = String(problem.params.path ?? '').split('.');
  const server = query.has('own') ? 'own' : 'server';
  const part = field === 'server' ? server : (partOf.get(field) ?? field);
  return { ...problem, params: { ...problem.params, part } };
}

/** The packed parameters by their names; one that is not there is undefined, a damaged one a problem. */
function unpackParts(
  query: URLSearchParams,
): { values: Partial<Record<PackedPart, unknown>> } | { problems: Problem[] } {
  const values: Partial<Record<PackedPart, unknown>> = {};
  const problems: Problem[] = [];
  for (const part of packedParts) {
    const text = query.get(part);
    const value = text === null ? undefined : unpack(text);
    if (text !== null && value === undefined)
      problems.push({ code: 'link-damaged', severity: 'fatal', params: { part }, source: null });
    values[part] = value;
  }
  return problems.length > 0 ? { problems } : { values };
}

/** The packed value; undefined when it is damaged. */
function unpack(text: string): unknown {
  const bytes = base64UrlToBytes(text);
  if (bytes === null) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // cut or changed on its way
    throw error;
  }
}
