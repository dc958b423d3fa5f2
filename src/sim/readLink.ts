/** A link's query -> scenario and step. */
import { base64UrlToBytes } from '../bytes/base64Url.ts';
import type { Problem } from '../decision.ts';
import { parseScenario, type Scenario } from './scenario.ts';
import { presetScenario, usualPreset } from './scenarioLink.ts';

/** What a link says. `now` is for a link without an instant of its own. */
export function readLink(
  link: string,
  now: string,
): { scenario: Scenario; step: number } | { problems: Problem[] } {
  const query = new URLSearchParams(link);
  const usual = presetScenario(query.get('server') ?? usualPreset, query.get('now') ?? now);
  const own = unpack(query.get('own'));
  const result = parseScenario({
    ...usual,
    ...(query.has('server') ? { server: { preset: query.get('server') } } : {}),
    ...(isRecord(own) ? own : {}),
    client: query.get('client') ?? usual.client,
    sendSni: query.get('sni') !== 'off',
    url: query.get('url') ?? usual.url,
    versions: query.get('tls')?.split(',') ?? usual.versions,
    trust: query.get('trust') ?? usual.trust,
    dns: unpack(query.get('dns')) ?? {},
    certificates: unpack(query.get('certificates')) ?? {},
    seed: query.get('seed') ?? usual.seed,
    clientCertificate: query.get('client-certificate') ?? undefined,
    withoutKey: query.get('without-key') ?? undefined,
    offer: unpack(query.get('offer')),
    ech: readEch(query.get('ech')),
  });
  if ('problems' in result) return result;
  const step = Number(query.get('step') ?? 0);
  return { scenario: result.scenario, step: Number.isSafeInteger(step) && step > 0 ? step : 0 };
}

/** `on,key`: what the client has, what the server has. */
function readEch(text: string | null): { client: string; server: string } | undefined {
  const [client = '', server = ''] = text?.split(',') ?? [];
  return text === null ? undefined : { client, server };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The packed value; undefined when there is none or it is damaged (the schema then says what is missing). */
function unpack(text: string | null): unknown {
  if (text === null) return undefined;
  const bytes = base64UrlToBytes(text);
  if (bytes === null) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined; // damaged on its way: the caller falls back to what is usual
  }
}
