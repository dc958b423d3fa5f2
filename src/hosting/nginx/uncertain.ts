/** Which of the things that are not supported could change the decision at hand. */
import type { Problem } from '../../decision.ts';
import type { Server } from '../model.ts';
import { problem } from './codes.ts';
import type { NameLookup } from './connection.ts';

/** A stream server matters on its own port only. */
export const onPort = (server: Server, port: number): Problem[] =>
  server.uncertain.filter(({ code, params }) => code !== 'nginx-stream' || params.port === port);

/**
 * Names that cannot be judged (PCRE syntax, too many steps, `$hostname`) matter where a name was looked up and no plain name or
 * wildcard was found; a site's own doubts where it was chosen.
 */
export function inLookup(
  problems: readonly Problem[],
  host: string | null,
  { found, undecided }: NameLookup,
  own: readonly Problem[],
): Problem[] {
  const settled = host === null || host === '' || (found !== null && found.rule !== 'nginx-regex');
  const aboutNames = (code: string) =>
    code === 'nginx-regex-unsupported' || code === 'nginx-hostname-variable';
  const limits = undecided.map(({ name }) =>
    problem('nginx-regex-limit', 'unsupported', name.source, { name: name.text, host: host ?? '' }),
  );
  return [...problems.filter(({ code }) => !settled || !aboutNames(code)), ...limits, ...own];
}
