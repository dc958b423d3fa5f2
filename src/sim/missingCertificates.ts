import type { Problem } from '../decision.ts';
import type { Server } from '../hosting/model.ts';

/**
 * Paths of the certificates that a configuration names and nobody gave, in its order. The server presents them all
 * the same; only what is in them is not known. A path with a variable names no single file and is left out.
 */
export function missingCertificates(server: Server, problems: readonly Problem[]): string[] {
  const named = [
    ...server.sites.flatMap(({ certificates }) => certificates),
    ...server.listeners.flatMap(({ entries }) => entries ?? []),
  ].map(({ file }) => file);
  const reported = problems
    .filter(({ code }) => code.endsWith('-certificate-not-given'))
    .map(({ params }) => String(params.file ?? params.name ?? ''));
  return [...new Set([...named, ...reported])].filter(
    (file) => file !== '' && !file.includes('$') && !Object.hasOwn(server.certificates, file),
  );
}
