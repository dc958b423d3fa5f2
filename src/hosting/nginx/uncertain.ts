/** Which of the things that are not supported could change the decision at hand. */
import type { Problem } from '../../decision.ts';
import type { Server } from '../model.ts';
import { once } from '../workedOutOnce.ts';
import { problem } from './codes.ts';
import type { NameLookup } from './connection.ts';

/** A stream server matters on its own port only. */
export const onPort = ({ uncertain }: Server, port: number): Problem[] =>
  hasStreams(uncertain)
    ? uncertain.filter(({ code, params }) => code !== 'nginx-stream' || params.port === port)
    : uncertain;

const hasStreams = once((problems: readonly Problem[]) =>
  problems.some(({ code }) => code === 'nginx-stream'),
);

/**
 * Names that cannot be judged (PCRE syntax, too many steps, `$hostname`) matter where a name was looked up and no plain name or
 * wildcard was found; a site's own doubts where it was chosen.
 */
export function inLookup(
  problems: Problem[],
  host: string | null,
  { found, undecided }: NameLookup,
  own: readonly Problem[],
): Problem[] {
  const settled = host === null || host === '' || (found !== null && found.rule !== 'nginx-regex');
  const left = settled ? withoutNames(problems) : problems;
  const limits = settled
    ? []
    : undecided.map(({ name }) =>
        problem('nginx-regex-limit', 'unsupported', name.source, { name: name.text, host }),
      );
  return limits.length + own.length === 0 ? left : [...left, ...limits, ...own];
}

const withoutNames = once((problems: readonly Problem[]): Problem[] =>
  problems.filter(({ code }) => code !== 'nginx-regex-unsupported' && code !== 'nginx-hostname-variable'),
);
