/** Which columns of a wide table are drawn, and the gaps that stand for the others. Columns are equally wide. */
import { stretchesOf, type Stretch } from './kept.ts';
import { rowWindow, type RowList } from './rowWindow.ts';

/** `kept`: columns that are drawn wherever the table is scrolled to, such as the one with the focus. */
export type ColumnList = {
  count: number;
  width: number;
  whole: number;
  margin: number;
  kept: readonly number[];
};

/** `scrollLeft` and `room` in CSS pixels; `room`: what is in view beside the columns that do not scroll. */
export function columnWindow(list: ColumnList, scrollLeft: number, room: number): Stretch[] {
  const { first, end } = rowWindow(asRows(list), { scrollTop: scrollLeft, height: room });
  const inView = Array.from({ length: end - first }, (_, i) => first + i);
  const others = list.kept.filter((index) => index >= 0 && index < list.count);
  return stretchesOf(
    list.count,
    [...new Set([...inView, ...others])].sort((a, b) => a - b),
  );
}

const asRows = ({ count, width, whole, margin }: ColumnList): RowList => ({
  count,
  rowHeight: width,
  whole,
  margin,
});
