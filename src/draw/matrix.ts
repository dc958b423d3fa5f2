/** The comparison as a table: which column stands where, in which order the rows stand, how one moves about in it. */
import type { ClientName } from '../identity/types.ts';
import type { ComparisonCell, ComparisonRow } from '../sim/comparison.ts';
import type { Server } from '../hosting/model.ts';
import { certificateMarks, type Mark } from './marks.ts';

/** A column of cells: host and server, both by index. Servers stand side by side under each host. */
export type MatrixColumn = { key: string; host: number; server: number };

export function matrixColumns(hosts: readonly { text: string }[], servers: number): MatrixColumn[] {
  return hosts.flatMap(({ text }, host) =>
    Array.from({ length: servers }, (_, server) => ({ key: `${host} ${text} ${server}`, host, server })),
  );
}

/** One letter and colour for each certificate of several servers: what both have looks the same. */
export function sharedMarks(servers: readonly Server[]): Map<string, Mark> {
  const sites = servers.flatMap((server) => server.sites);
  const listeners = servers.flatMap((server) => server.listeners);
  const [first] = servers;
  return first ? certificateMarks({ ...first, sites, listeners }) : new Map<string, Mark>();
}

/** `column`: a column's key, or `client`. */
export type Sorting = { column: string; direction: 'ascending' | 'descending' };

/** What a press on a column's header asks for: ascending, then descending, then the usual order again. */
export function nextSorting(current: Sorting | null, column: string): Sorting | null {
  if (current?.column !== column) return { column, direction: 'ascending' };
  return current.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

/**
 * The rows in the order asked for; equal ones stay as they were. A column is sorted by certificate, then by matches
 * before others, then by status; `nameOf` gives the clients' names.
 */
export function sortedRows(
  rows: readonly ComparisonRow[],
  columns: readonly MatrixColumn[],
  sorting: Sorting | null,
  marks: ReadonlyMap<string, Mark>,
  nameOf: (client: ClientName) => string,
): readonly ComparisonRow[] {
  const column = columns.find(({ key }) => key === sorting?.column);
  if (!sorting || (!column && sorting.column !== 'client')) return rows;
  const order = [...marks.keys()];
  const keyOf = (row: ComparisonRow): SortKey => {
    const cell = column && row.cells[column.host]?.[column.server];
    return cell ? cellKey(cell, order) : [nameOf(row.client).toLowerCase()];
  };
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  return keyed.toSorted((a, b) => sign * compareKeys(a.key, b.key)).map(({ row }) => row);
}

type SortKey = readonly (string | number)[];

function cellKey({ certificate, identity, outcome }: ComparisonCell, order: readonly string[]): SortKey {
  const place = certificate === null ? order.length : order.indexOf(certificate);
  const ends = outcome.kind === 'response' ? [0, outcome.status] : [1, outcome.failure];
  return [place, identity?.outcome === 'match' ? 0 : 1, ...ends];
}

function compareKeys(a: SortKey, b: SortKey): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return 0;
}

/** A cell of the grid; row 0 is the header, column 0 the clients. */
export type GridPlace = { row: number; column: number };

const page = 5;

/**
 * Where a key leads from a cell (WAI-ARIA Authoring Practices, grid): arrows, Home and End in the row, with Ctrl in
 * the grid, Page Up and Down by five rows. null: the key means nothing here.
 */
export function placeAfterKey(
  key: string,
  ctrl: 'ctrl' | 'plain',
  from: GridPlace,
  size: { rows: number; columns: number },
): GridPlace | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = keyTargets(ctrl === 'ctrl' ? `Ctrl ${key}` : key, from, last);
  if (!to) return null;
  const within = (value: number, most: number) => Math.max(0, Math.min(value, most));
  return { row: within(to.row, last.row), column: within(to.column, last.column) };
}

function keyTargets(key: string, { row, column }: GridPlace, last: GridPlace): GridPlace | undefined {
  return new Map<string, GridPlace>([
    ['ArrowUp', { row: row - 1, column }],
    ['ArrowDown', { row: row + 1, column }],
    ['ArrowLeft', { row, column: column - 1 }],
    ['ArrowRight', { row, column: column + 1 }],
    ['PageUp', { row: row - page, column }],
    ['PageDown', { row: row + page, column }],
    ['Home', { row, column: 0 }],
    ['End', { row, column: last.column }],
    ['Ctrl Home', { row: 0, column: 0 }],
    ['Ctrl End', last],
  ]).get(key);
}
