import type { Candidate } from '../../decision.ts';
import type { Server } from '../../hosting/model.ts';

/** A candidate's id is `kind:key`; sites and listeners are looked up in the server, anything else names itself. */
function target(candidate: Candidate): { kind: string; key: string } {
  const colon = candidate.id.indexOf(':');
  return colon < 0
    ? { kind: '', key: candidate.id }
    : { kind: candidate.id.slice(0, colon), key: candidate.id.slice(colon + 1) };
}

/** What stands on the card: a site's name plate, a listener's address and port, a presented identifier. */
export function candidateTitle(candidate: Candidate, server: Server): string {
  const { kind, key } = target(candidate);
  if (kind === 'site') return server.sites[Number(key)]?.label ?? key;
  if (kind === 'check') return '';
  if (kind !== 'listener') return key;
  const listener = server.listeners[Number(key)];
  return listener ? `${listener.address}:${listener.port}` : key;
}

/** The certificate file whose letter the card carries; null: the candidate has to do with none. */
export function candidateCertificate(candidate: Candidate, server: Server): string | null {
  const { kind, key } = target(candidate);
  if (kind === 'certificate') return key;
  if (kind !== 'site') return null;
  return server.sites[Number(key)]?.certificates[0]?.file ?? null;
}
