import type { Messages } from '../../content/languages.ts';
import type { Mark } from '../../draw/marks.ts';
import type { ComparisonCell } from '../../sim/comparison.ts';

export type CellWords = {
  verdict: 'match' | 'mismatch' | 'none';
  /** Says with a sign what `spoken` says in words; empty: nothing was compared. */
  sign: '✓' | '✗' | '';
  spoken: string;
  /** HTTP status, or in short why there is none. */
  end: string;
  refusedByStatus: boolean;
};

/** What a cell of the comparison says. */
export function cellWords(cell: ComparisonCell, mark: Mark | undefined, t: Messages['compare']): CellWords {
  const { identity, outcome } = cell;
  const verdict = identity === null ? 'none' : identity.outcome === 'match' ? 'match' : 'mismatch';
  const verdictWords = { match: t.cell.match, mismatch: t.cell.noMatch, none: t.cell.notChecked }[verdict];
  const spoken = [
    verdictWords,
    mark ? t.cell.certificate(mark.letter) : '',
    cell.differs ? t.cell.differs : '',
    cell.uncertain.length > 0 ? t.cell.uncertain : '',
  ].filter((words) => words !== '');
  const end =
    outcome.kind === 'response'
      ? String(outcome.status)
      : t.failures[outcome.failure](outcome.alert?.code ?? 0);
  return {
    verdict,
    sign: ({ match: '✓', mismatch: '✗', none: '' } as const)[verdict],
    spoken: `${spoken.join(', ')}, `,
    end,
    refusedByStatus: outcome.kind === 'response' && outcome.status >= 400,
  };
}
