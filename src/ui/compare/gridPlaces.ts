/** Places of the grid in the page: cells say by `aria-rowindex` and `aria-colindex`, from 1, where they stand. */
import type { GridPlace } from '../../draw/matrix.ts';

/** The cell that `target` is in; null: it is in none. */
export function placeOf(target: EventTarget | null): GridPlace | null {
  const cell = target instanceof Element ? target.closest('[aria-colindex]') : null;
  const row = cell?.closest('[aria-rowindex]');
  if (!cell || !row) return null;
  return { row: indexOf(row, 'aria-rowindex'), column: indexOf(cell, 'aria-colindex') };
}

/** What takes the focus at a place: the button of a header, else the cell. */
export function focusAt(table: HTMLElement | undefined, { row, column }: GridPlace): void {
  const cell = table?.querySelector<HTMLElement>(
    `[aria-rowindex="${row + 1}"] [aria-colindex="${column + 1}"]`,
  );
  (cell?.querySelector('button') ?? cell)?.focus();
}

const indexOf = (element: Element, attribute: string): number => Number(element.getAttribute(attribute)) - 1;
