/** The rest of the handshake: the client's flight, and what the server makes of it. */
import { otherSide } from '../tls/side.ts';
import type { Alert, SiteSelection } from '../hosting/model.ts';
import type { EndpointEvent } from '../tls/endpoint.ts';
import { isAlertName } from '../tls/codePoints.ts';
import { presentedNames } from './certificates.ts';
import { abort, alertOf, close, judge, listen, type Conversation } from './conversation.ts';
import { endByAlert, shownTo, siteFor, type Ending } from './decisions.ts';
import { afterRejection } from './ech.ts';
import { failed } from './failure.ts';
import { addStep, type Run, type RunStage } from './run.ts';
import type { StepId } from './trace.ts';

/**
 * The client accepts, and now its machine says what it makes of the signature. In TLS 1.2 a refused client certificate
 * ends the handshake; in TLS 1.3 the client is done by then and has sent its request (`http.ts`).
 */
export const finishStage: RunStage = (run) => {
  const { selection, talk } = run;
  if (selection?.outcome !== 'served' || !talk) return null;
  const own = run.possession === 'failed' ? run.profile.refusal['wrong-key'] : null;
  const events = judge(run, talk, 'client', own ?? null);
  const alert = alertOf(events);
  const rejection = rejectionIn(events);
  if (rejection) return failed(run, rejection);
  if (alert) return failed(run, { failure: 'wrong-key', decidedBy: 'client', alert });
  if (talk.ends.client.state === 'stopped') return drawUnmodelled(run);
  const refusal = clientRefusal(run);
  if (refusal && selection.version === '1.3' && !run.turningAway) return null;
  if (refusal) return refuseClient(run, talk, refusal, 'handshake');
  const rejectedLate = rejectionIn(acceptClient(run, talk));
  if (rejectedLate) return failed(run, rejectedLate);
  return run.turningAway && turnAway(run, talk, run.turningAway);
};

/** The server hears the client out and takes its certificate, if it asked for one. */
function acceptClient(run: Run, talk: Conversation): EndpointEvent[] {
  listen(run, talk, 'server');
  if (talk.ends.server.state === 'judging') judge(run, talk, 'server', null);
  return listen(run, talk, 'client');
}

/** The client's sealed hello was not taken, and it has heard what to do instead (RFC 9849 section 6.1.6). */
function rejectionIn(events: readonly EndpointEvent[]): Ending | null {
  const retry = events.find((event) => event.kind === 'ech-retry');
  return retry ? afterRejection(null, retry.configs.length > 0 ? 'other-key' : 'none') : null;
}

type Refusal = Extract<SiteSelection, { outcome: 'alert' }>;

/** How the server refuses what it asked the client for; null: it does not. */
export function clientRefusal(run: Run): Refusal | null {
  const { selection, hello, target, scenario } = run;
  if (selection?.outcome !== 'served' || selection.clientAuth === 'none' || !hello || !target) return null;
  const answer = siteFor(run, hello, selection, target, shownTo(run, selection, scenario));
  return answer.outcome === 'alert' ? answer : null;
}

/**
 * The decision, then the alert. What the client has sent is not read by the server's machine, which would refuse in
 * OpenSSL's words: each program has its own.
 */
export function refuseClient(
  run: Run,
  talk: Conversation,
  { alert, decision }: Refusal,
  phase: 'handshake' | 'http',
): ReturnType<typeof failed> {
  const decides = { phase, kind: 'decision', from: 'server', to: null } as const;
  addStep(run, 'which-site', { ...decides, decision, params: { host: '' } });
  return endInAlert(run, talk, alert);
}

/** The server says so under whatever keys it has by then. */
export function endInAlert(run: Run, talk: Conversation, alert: Alert): ReturnType<typeof failed> {
  abort(run, talk, 'server', isAlertName(alert.name) ? alert.name : 'internal_error');
  return failed(run, endByAlert(alert));
}

/** A client that checks when the handshake is over and then closes. */
function turnAway(run: Run, talk: Conversation, ending: Ending): ReturnType<typeof failed> {
  close(run, talk, 'client');
  const [leaf] = run.presented;
  return failed(run, ending, leaf ? presentedNames(leaf) : []);
}

/** Versions before TLS 1.2 are not modelled from here on: what would come is drawn, and said not to be there. */
function drawUnmodelled(run: Run): ReturnType<typeof failed> | null {
  const drawn: [StepId, 'client' | 'server', boolean][] = [
    ['client-key-exchange', 'client', false],
    ['client-finished', 'client', true],
    ['server-finished', 'server', true],
  ];
  const message = { placeholder: true } as const;
  for (const [id, from, sealed] of drawn) {
    addStep(run, id, { phase: 'handshake', kind: 'message', from, to: otherSide(from), sealed, message });
  }
  if (!run.turningAway) return null;
  addStep(run, 'close', {
    phase: 'handshake',
    kind: 'alert',
    from: 'client',
    to: 'server',
    sealed: true,
    message,
  });
  return failed(run, run.turningAway, []);
}
