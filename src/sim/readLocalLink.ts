/** The query of a scene whose configuration is kept in the tab (`localLink.ts`) -> scenario and step. */
import { readLink, type LinkReading } from './readLink.ts';
import { parseScenario } from './scenario.ts';

/** The name under which the configuration is kept; null: the query says everything itself. */
export const localIdOf = (query: string): string | null => new URLSearchParams(query).get('local');

/** What a query with `local` says. `material`: what is kept under that name, from wherever it was kept. */
export function readLocalLink(query: string, now: string, material: object): LinkReading {
  const link = readLink(withoutLocal(query).toString(), now);
  if ('problems' in link) return link;
  const whole = parseScenario({ ...link.scenario, ...material });
  const keysIn = [...link.keysIn, ...whole.keysIn];
  return 'problems' in whole ? { problems: whole.problems, keysIn } : { ...link, ...whole, keysIn };
}

/** The same where nothing is kept under that name: a preset is said by itself. null: what is left makes no scene. */
export function readWithoutMaterial(query: string, now: string): LinkReading | null {
  const rest = withoutLocal(query);
  return rest.has('server') ? readLink(rest.toString(), now) : null;
}

function withoutLocal(query: string): URLSearchParams {
  const rest = new URLSearchParams(query);
  rest.delete('local');
  return rest;
}
