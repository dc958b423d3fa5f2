/** The keys of the byte grid, as the ARIA Authoring Practices Guide gives them for a grid. */
import { own } from '../../text/own.ts';

export type ByteGridShape = { columns: number; page: number; last: number };

type Move = (byte: number, shape: ByteGridShape) => number;

const moves: Record<string, Move> = {
  ArrowRight: (byte) => byte + 1,
  ArrowLeft: (byte) => byte - 1,
  ArrowDown: (byte, { columns, last }) => (byte + columns > last ? byte : byte + columns),
  ArrowUp: (byte, { columns }) => (byte < columns ? byte : byte - columns),
  PageDown: (byte, { columns, page }) => byte + columns * page,
  PageUp: (byte, { columns, page }) => byte - columns * page,
  Home: (byte, { columns }) => byte - (byte % columns),
  End: (byte, { columns }) => byte - (byte % columns) + columns - 1,
};
const movesWithControl: Record<string, Move> = { Home: () => 0, End: (_, { last }) => last };

/** Where the cursor goes from `byte` (-1: nowhere yet); null when the key is not one of the grid. */
export function byteAfterKey(
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
  byte: number,
  shape: ByteGridShape,
): number | null {
  const move = own(ctrlKey ? movesWithControl : moves, key);
  if (!move) return null;
  if (byte < 0 && !ctrlKey) return 0;
  return Math.max(0, Math.min(shape.last, move(byte, shape)));
}
