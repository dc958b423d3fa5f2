/** How a connection that fails ends: in the words of the client at hand. */
import type { Alert } from '../hosting/model.ts';
import { errorText, type Failure } from './clientErrors.ts';
import type { Run } from './run.ts';
import type { Outcome, Party } from './trace.ts';

const byAlert: Partial<Record<string, Failure>> = {
  unrecognized_name: 'alert-unrecognized-name',
  protocol_version: 'alert-protocol-version',
  handshake_failure: 'alert-handshake-failure',
};

/** Which failure a client reports when the server sends this alert. */
export const failureOfAlert = ({ name }: Alert): Failure => byAlert[name] ?? 'alert-other';

/** `names`: those of the certificate that did not fit, for clients that list them. */
export function failed(
  run: Run,
  failure: Failure,
  decidedBy: Party,
  alert: Alert | null = null,
  names: readonly string[] = [],
): Outcome {
  const error = errorText(run.scenario.client, failure, {
    host: run.target?.host ?? run.scenario.url,
    names: names.join(', '),
    alert: String(alert?.code ?? ''),
    alertName: alert?.name ?? '',
  });
  return { kind: 'failure', failure, error, decidedBy, alert };
}
