/** How a connection that fails ends: in the words of the client at hand. */
import { errorText } from './clientErrors.ts';
import type { Ending } from './decisions.ts';
import type { Run } from './run.ts';
import type { Outcome } from './trace.ts';

/** `names`: those of the certificate that did not fit, for clients that list them. */
export function failed(run: Run, ending: Ending, names: readonly string[] = []): Outcome {
  const { alert } = ending;
  const error = errorText(run.scenario.client, ending.failure, {
    host: run.target?.host ?? run.scenario.url,
    names: names.join(', '),
    alert: String(alert?.code ?? ''),
    alertName: alert?.name ?? '',
  });
  return { kind: 'failure', ...ending, error };
}
