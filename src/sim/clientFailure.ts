/** Which of several failures a client reports, and what it tells the server. */
import type { ClientName, IdentityVerdict } from '../identity/types.ts';
import type { AlertName } from '../tls/codePoints.ts';
import type { ChainVerdict } from '../x509/chain.ts';
import { failedRules, type ChainFailure } from '../x509/chainRules.ts';
import type { Failure } from './clientErrors.ts';
import { clientProfile } from './clients.ts';

const chainFailures: Partial<Record<ChainFailure, Failure>> = {
  'chain.self-signed': 'self-signed',
  'chain.untrusted-root': 'unknown-issuer',
  'chain.missing-intermediate': 'unknown-issuer',
  'chain.unknown-issuer': 'unknown-issuer',
  'chain.expired': 'expired',
  'chain.not-yet-valid': 'not-yet-valid',
  'chain.validity-unreadable': 'certificate-unreadable',
  'chain.no-certificate': 'certificate-unreadable',
};

const aspects: Record<Failure, 'form' | 'issuer' | 'date' | 'name'> = {
  'bad-url': 'form',
  'name-not-resolved': 'form',
  'connection-refused': 'form',
  'plain-http': 'form',
  'alert-unrecognized-name': 'form',
  'alert-protocol-version': 'form',
  'alert-handshake-failure': 'form',
  'alert-other': 'form',
  'certificate-unreadable': 'form',
  'certificate-not-given': 'form',
  'unknown-issuer': 'issuer',
  'self-signed': 'issuer',
  'bad-chain': 'issuer',
  expired: 'date',
  'not-yet-valid': 'date',
  'name-mismatch': 'name',
  'wrong-key': 'form',
  'ech-other-key': 'form',
  'ech-not-spoken': 'form',
  'ech-fallback-certificate': 'form',
  stopped: 'form',
};

/** The failure that this client reports, null when it has no objection. `chain` null: it was not looked at. */
export function worstFailure(
  client: ClientName,
  chain: ChainVerdict | null,
  identity: IdentityVerdict,
): Failure | null {
  const failures: Failure[] = (chain?.checks ?? [])
    .filter(({ result }) => result === 'failed')
    .map(({ rule }) => (isFailure(rule) ? chainFailures[rule] : undefined) ?? 'bad-chain');
  if (identity.outcome === 'bad-certificate') failures.push('certificate-unreadable');
  else if (identity.outcome !== 'match') failures.push('name-mismatch');
  const order = ['form', ...clientProfile(client).precedence];
  return failures.toSorted((a, b) => order.indexOf(aspects[a]) - order.indexOf(aspects[b]))[0] ?? null;
}

const isFailure = (rule: string): rule is ChainFailure => failedRules.some((failure) => failure === rule);

/** The alert with which this client ends the connection; null: it closes without one. */
export function refusalAlert(client: ClientName, failure: Failure): AlertName | null {
  const { refusal } = clientProfile(client);
  return failure in refusal ? (refusal[failure] ?? null) : refusal.default;
}
