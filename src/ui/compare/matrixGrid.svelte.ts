/** What the grid of the comparison shows of itself: its order, the one place the Tab key reaches, the columns drawn. */
import { columnWindow } from '../../draw/columnWindow.ts';
import type { Stretch } from '../../draw/kept.ts';
import { sortedRows, type GridPlace } from '../../draw/matrix.ts';
import { texts } from '../shared/i18n.svelte.ts';
import { comparison } from './comparison.svelte.ts';

/** CSS pixels of a column where not all are drawn. */
export const columnWidth = 148;
/** A grid of so many columns is drawn whole, each as wide as it needs. */
const whole = 24;

export class MatrixGrid {
  /** Row 0 is the header, column 0 the clients. */
  place = $state.raw<GridPlace>({ row: 1, column: 1 });
  scrollLeft = $state(0);
  room = $state(0);

  readonly columns = $derived(comparison.columns);
  readonly rows = $derived(
    sortedRows(
      comparison.rows,
      this.columns,
      comparison.sorting,
      comparison.marks,
      (client) => texts.current.stage.clients[client],
    ),
  );
  /** The place, inside the grid as it now is. */
  readonly reached = $derived({
    row: Math.min(this.place.row, this.rows.length),
    column: Math.min(this.place.column, this.columns.length),
  });
  readonly drawn = $derived<(Stretch & { key: string })[]>(
    columnWindow(
      { count: this.columns.length, width: columnWidth, whole, margin: 2, kept: [this.reached.column - 1] },
      this.scrollLeft,
      this.room,
    ).map((stretch) => ({
      ...stretch,
      key: 'index' in stretch ? (this.columns[stretch.index]?.key ?? '') : `gap ${stretch.from}`,
    })),
  );

  get isWide(): boolean {
    return this.columns.length > whole;
  }
  get size(): { rows: number; columns: number } {
    return { rows: this.rows.length + 1, columns: this.columns.length + 1 };
  }

  /** `0` at the one place that the Tab key reaches. */
  tabindex(row: number, column: number): 0 | -1 {
    return row === this.reached.row && column === this.reached.column ? 0 : -1;
  }

  /** Opens the connection of the cell at a place, if there is one. */
  open(at: GridPlace | null): void {
    const column = at && this.columns[at.column - 1];
    const cell = at && column && this.rows[at.row - 1]?.cells[column.host]?.[column.server];
    if (cell) void comparison.openTrace(cell, column.server);
  }
}
