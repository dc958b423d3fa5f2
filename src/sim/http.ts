/** The HTTP request, and the site that answers it: the first moment at which the server can read Host. */
import { hostHeader } from './address.ts';
import { close, listen, sendData, type Conversation } from './conversation.ts';
import { badUrl, shownTo, siteFor } from './decisions.ts';
import { failed } from './failure.ts';
import { clientRefusal, endInAlert, refuseClient } from './finish.ts';
import { httpMessage } from './httpMessage.ts';
import { addStep, type Run, type RunStage } from './run.ts';

/** RFC 9110 section 15: phrases of the codes that servers here answer with. */
const phrases: Record<number, string> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

const inHttp = { phase: 'http', kind: 'http', sealed: true } as const;

export const requestStage: RunStage = (run) => {
  const { target, hello, selection, scenario, talk } = run;
  if (!target || !hello || !selection || !talk) return failed(run, badUrl);
  const host = hostHeader(target);
  const refusal = clientRefusal(run);
  sendRequest(run, talk, host, target.path, refusal !== null);
  if (refusal) return refuseClient(run, talk, refusal, 'http');
  listen(run, talk, 'server');
  const answer = siteFor(run, hello, selection, target, shownTo(run, selection, scenario));
  addStep(run, 'which-site', {
    phase: 'http',
    kind: 'decision',
    from: 'server',
    to: null,
    decision: answer.decision,
    params: { host },
  });
  if (answer.outcome === 'alert') {
    return endInAlert(run, talk, answer.alert);
  }
  const status = `${answer.status} ${phrases[answer.status] ?? ''}`.trim();
  sendResponse(run, talk, status, run.server.sites[answer.site ?? -1]?.label ?? '');
  listen(run, talk, 'client');
  close(run, talk, 'client');
  return { kind: 'response', status: answer.status, site: answer.site };
};

/** `unread`: the server ends the connection before it comes to the request. */
function sendRequest(run: Run, talk: Conversation, host: string, path: string, unread: boolean): void {
  const message = httpMessage([
    { name: 'request-line', text: `GET ${path} HTTP/1.1` },
    { name: 'Host', text: `Host: ${host}` },
  ]);
  addStep(run, 'request', {
    ...inHttp,
    from: 'client',
    to: 'server',
    ...(unread && { readers: ['client'] }),
    facts: [{ key: 'host', value: host }],
    message,
    records: sendData(run, talk, 'client', message.bytes),
    params: { host, unread: unread ? 1 : 0 },
  });
}

function sendResponse(run: Run, talk: Conversation, status: string, site: string): void {
  const message = httpMessage([
    { name: 'status-line', text: `HTTP/1.1 ${status}` },
    { name: 'Content-Length', text: 'Content-Length: 0' },
  ]);
  addStep(run, 'response', {
    ...inHttp,
    from: 'server',
    to: 'client',
    facts: [{ key: 'status', value: status }],
    message,
    records: sendData(run, talk, 'server', message.bytes),
    params: { status, site },
  });
}
