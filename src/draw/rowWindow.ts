/** Which rows of a long list are in view, and where they are drawn. All lengths in CSS pixels. */

/** Browsers clip taller elements (Firefox from 17.9 million pixels, Chromium from 33.5 million). */
export const tallest = 8_000_000;
/**
 * `whole`: a list of so many rows at the most is drawn whole, so that the browser's own search finds each. `margin`:
 * rows drawn above and below the ones in view.
 */
export type RowList = { count: number; rowHeight: number; whole: number; margin: number };
export type Viewport = { scrollTop: number; height: number };

/** Rows `[first, end)` are drawn from `top` down, in an element that is `height` tall. */
export type RowWindow = { first: number; end: number; top: number; height: number };

/** Rows in view, at least one. */
const capacity = (list: RowList, height: number): number => Math.max(1, height / list.rowHeight);

/** Rows per pixel of scrolling: 1 / rowHeight, more when the list is taller than an element may be. */
function rowsPerPixel(list: RowList, height: number): number {
  if (list.count * list.rowHeight <= tallest) return 1 / list.rowHeight;
  return (list.count - capacity(list, height)) / (tallest - height);
}

/** How many pixels of the list one pixel of scrolling passes: 1, or more for a list that is too tall. */
export const scrollScale = (list: RowList, height: number): number =>
  rowsPerPixel(list, height) * list.rowHeight;

/** The rows to draw for what is in view. */
export function rowWindow(list: RowList, view: Viewport): RowWindow {
  const position = Math.max(0, view.scrollTop) * rowsPerPixel(list, view.height);
  const isShort = list.count <= list.whole;
  const first = isShort ? 0 : Math.max(0, Math.min(list.count, Math.floor(position)) - list.margin);
  const end = isShort
    ? list.count
    : Math.min(list.count, Math.ceil(position + capacity(list, view.height)) + list.margin);
  return {
    first,
    end,
    top: Math.max(0, view.scrollTop) - (position - first) * list.rowHeight,
    height: Math.min(list.count * list.rowHeight, tallest),
  };
}

/** Where to scroll so that `row` is wholly in view: nowhere when it is, a third down when it is far away. */
export function scrollTopShowing(list: RowList, view: Viewport, row: number): number {
  const perPixel = rowsPerPixel(list, view.height);
  const position = view.scrollTop * perPixel;
  const fits = capacity(list, view.height);
  if (row >= position && row + 1 <= position + fits) return view.scrollTop;
  const isFar = row < position - fits || row > position + 2 * fits;
  const wanted = isFar ? row - fits / 3 : row < position ? row : row + 1 - fits;
  return Math.max(0, wanted / perPixel);
}
