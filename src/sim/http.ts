/** The HTTP request, and the site that answers it: the first moment at which the server can read Host. */
import { hostHeader } from './address.ts';
import { badUrl, endByAlert, siteFor } from './decisions.ts';
import { failed } from './failure.ts';
import { addStep, type RunStage } from './run.ts';
import { fatalAlert, httpMessage } from './wire.ts';
import { isAlertName } from '../tls/codePoints.ts';

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

export const requestStage: RunStage = (run) => {
  const { target, hello, selection, scenario } = run;
  if (!target || !hello || !selection) return failed(run, badUrl);
  const host = hostHeader(target);
  addStep(run, 'request', {
    phase: 'http',
    kind: 'http',
    from: 'client',
    to: 'server',
    sealed: true,
    facts: [{ key: 'host', value: host }],
    message: httpMessage([
      { name: 'request-line', text: `GET ${target.path} HTTP/1.1` },
      { name: 'Host', text: `Host: ${host}` },
    ]),
    params: { host },
  });
  const answer = siteFor(run, hello, selection, target, scenario.clientCertificate);
  addStep(run, 'which-site', {
    phase: 'http',
    kind: 'decision',
    from: 'server',
    to: null,
    decision: answer.decision,
    params: { host },
  });
  if (answer.outcome === 'alert') {
    addStep(run, 'alert-server', {
      phase: 'http',
      kind: 'alert',
      from: 'server',
      to: 'client',
      sealed: true,
      message: isAlertName(answer.alert.name) ? fatalAlert(answer.alert.name) : null,
      params: { alert: answer.alert.name, code: answer.alert.code },
    });
    return failed(run, endByAlert(answer.alert));
  }
  const status = `${answer.status} ${phrases[answer.status] ?? ''}`.trim();
  addStep(run, 'response', {
    phase: 'http',
    kind: 'http',
    from: 'server',
    to: 'client',
    sealed: true,
    facts: [{ key: 'status', value: status }],
    message: httpMessage([
      { name: 'status-line', text: `HTTP/1.1 ${status}` },
      { name: 'Content-Length', text: 'Content-Length: 0' },
    ]),
    params: { status, site: run.server.sites[answer.site ?? -1]?.label ?? '' },
  });
  return { kind: 'response', status: answer.status, site: answer.site };
};
