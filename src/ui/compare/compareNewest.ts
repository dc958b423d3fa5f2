/** Compares servers: the presets on the page's own thread, what somebody else may have written in a worker. */
import {
  compareServers,
  type ComparisonAnswer,
  type ComparisonRequest,
} from '../../worker/compareServers.ts';
import { attempt } from '../shared/fault.ts';
import type { Answer } from '../shared/supervised.ts';
import { texts } from '../shared/i18n.svelte.ts';

/** In place of any comparison that is still being made. */
export async function compareNewest(request: ComparisonRequest): Promise<Answer<ComparisonAnswer>> {
  const name = texts.current.compare.asked(request.clients.length);
  const asked = await attempt(name, () =>
    isForeign(request) ? compareInWorker(request, name) : compareHere(request),
  );
  return 'problem' in asked ? asked : asked.value;
}

/** Hosts that somebody typed are few and short, or they are for the worker. */
const mostTyped = 4096;

const isForeign = ({ sources, hosts }: ComparisonRequest): boolean =>
  (hosts?.length ?? 0) > mostTyped ||
  sources.some(({ server, certificates }) => !('preset' in server) || Object.keys(certificates).length > 0);

const compareHere = async (request: ComparisonRequest): Promise<Answer<ComparisonAnswer>> => ({
  value: await compareServers(request, () => undefined),
});

async function compareInWorker(request: ComparisonRequest, name: string): Promise<Answer<ComparisonAnswer>> {
  const { lanes } = await import('../shared/supervised.ts');
  return lanes.comparing.ask({ kind: 'compare', name }, (tasks, progress) =>
    tasks.compareServers(request, progress),
  );
}
