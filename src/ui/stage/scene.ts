import type { Important } from '../../draw/stageLayout.ts';
import { isDecided, type Trace } from '../../sim/trace.ts';

/** What the set has to show at a step, read off the trace. */
export type Scene = {
  /** The listener that the connection reached; null: none, or not yet. */
  listener: number | null;
  connected: boolean;
  /** What must be drawn: the chosen site and certificate, the site that answers, and the one that has the name asked for. */
  important: Important;
  /** The server has chosen: the site whose certificate it serves, and the certificate's file. */
  chosenSite: number | null;
  served: string | null;
  decided: boolean;
  /** The client holds the certificate. */
  clientHolds: boolean;
  nameFits: boolean | null;
  /** The Host header is still in the client's envelope, on its way, or read by the server. */
  host: 'waiting' | 'sent';
  answeringSite: number | null;
  wanted: string;
  result: 'response' | 'failure' | null;
};

export function scene(trace: Trace, index: number): Scene {
  const passed = new Set(trace.steps.slice(0, index + 1).map(({ id }) => id));
  const served = trace.selection?.outcome === 'served' ? trace.selection : null;
  const decided = passed.has('which-certificate');
  const answering = trace.outcome.kind === 'response' ? trace.outcome.site : null;
  const listener = trace.listener;
  return {
    listener,
    connected: passed.has('connect') && listener !== null,
    important: new Set(
      [served?.site, served?.certificate, answering, siteAskedFor(trace)].filter(
        (key) => key !== undefined && key !== null,
      ),
    ),
    chosenSite: decided && served ? served.site : null,
    served: decided && served ? served.certificate : null,
    decided,
    clientHolds: passed.has('certificate'),
    nameFits: passed.has('does-the-name-fit') && trace.identity ? trace.identity.outcome === 'match' : null,
    host: passed.has('request') ? 'sent' : 'waiting',
    answeringSite: passed.has('which-site') ? answering : null,
    wanted: trace.target?.host ?? '',
    result: isDecided(trace, index) ? trace.outcome.kind : null,
  };
}

/** The first site that lists the host itself; undefined: none does. */
function siteAskedFor({ server, target }: Trace): number | undefined {
  const host = target?.host.toLowerCase();
  const at = server.sites.findIndex(({ names }) => names.some(({ text }) => text.toLowerCase() === host));
  return at < 0 ? undefined : at;
}
