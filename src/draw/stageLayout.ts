/** Where everything on the set stands, in CSS pixels, for a set of a given size: text is never scaled. */
import type { Building, Door, Flat } from './street.ts';
import { keptInOrder } from './kept.ts';
import { bottom, right, type Point, type Rect } from './rect.ts';

export type FlatBox = Rect & { flat: Flat };
/** `hidden`: flats for which there is no room (the important ones are always drawn). */
export type ColumnBox = Rect & {
  door: Rect & { port: number; listener: number };
  flats: FlatBox[];
  hidden: number;
};
export type BuildingBox = Rect & { address: string; roof: string; plate: Rect; columns: ColumnBox[] };

export type StageLayout = {
  width: number;
  height: number;
  narrow: boolean;
  road: Rect;
  client: Rect;
  envelope: Rect;
  eavesdropper: Rect;
  bubble: Rect;
  card: { width: number; height: number };
  /** Where a card leaves the client, and where it reaches the street of the server. */
  clientEnd: Point;
  serverEnd: Point;
  buildings: BuildingBox[];
  /** Doors for which there is no room. */
  hiddenDoors: number;
  /** Flats that are not drawn: behind doors that are, and behind those that are not. */
  hiddenFlats: number;
};

/** Sites by index and certificates by file that must be drawn. */
export type Important = ReadonlySet<number | string>;

const isImportant = ({ byCertificate, certificate, site }: Flat, important: Important): boolean =>
  important.has(byCertificate ? (certificate ?? '') : site);

const flatHeight = 48;
const flatGap = 7;
const doorHeight = 66;
const roofHeight = 36;
const columnGap = 18;
const minColumn = 116;
const maxColumn = 216;
const narrowest = 240;
/** In characters: what stands on the plate of `*`, in any language. */
const anyAddressLength = 11;

/**
 * Lays the set out. `important`: what must be drawn whatever the room (chosen, answering); `reached`: the
 * listener that the connection went to, drawn whatever the room.
 */
export function stageLayout(
  buildings: readonly Building[],
  size: { width: number; height: number },
  important: Important,
  reached: number | null,
): StageLayout {
  const narrow = size.width < 600;
  // While the page is laid out the set may be but a few pixels wide.
  const frame = narrow ? narrowFrame({ ...size, width: Math.max(narrowest, size.width) }) : wideFrame(size);
  const doors = buildings.flatMap((building) => building.doors);
  const room = Math.max(1, Math.floor((frame.lot.width + columnGap) / (minColumn + columnGap)));
  const shown = pickDoors(doors, room, reached);
  const street = buildings
    .map((building) => ({ ...building, doors: building.doors.filter((door) => shown.has(door)) }))
    .filter((building) => building.doors.length > 0);
  const placed = placeBuildings(street, frame.lot, important);
  const drawn = placed.flatMap(({ columns }) => columns.map(({ flats }) => flats.length));
  return {
    ...size,
    ...frame,
    narrow,
    buildings: placed,
    hiddenDoors: doors.length - shown.size,
    hiddenFlats: sum(doors.map(({ flats }) => flats.length)) - sum(drawn),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function pickDoors(doors: readonly Door[], room: number, reached: number | null): Set<Door> {
  const at = doors.findIndex(({ listener }) => listener === reached);
  return new Set(keptInOrder(doors.length, at < 0 ? [] : [at], room).flatMap((index) => doors[index] ?? []));
}

function wideFrame({ width, height }: { width: number; height: number }) {
  const ground = height - 66;
  const client = { x: 28, y: ground - 132, width: 128, height: 84 };
  const lotX = Math.max(392, width - 2 * (maxColumn + columnGap) - 12);
  const lot = { x: lotX, y: 12, width: width - lotX - 20, height: ground - 12 };
  const middle = (right(client) + lot.x) / 2;
  const card = { width: 188, height: 82 };
  return {
    road: { x: 0, y: ground, width, height: 52 },
    client,
    envelope: { x: client.x + 12, y: client.y - 72, width: 104, height: 46 },
    eavesdropper: { x: middle - 96, y: ground - 36, width: 56, height: 76 },
    bubble: { x: middle - 30, y: ground - 26, width: 168, height: 58 },
    card,
    clientEnd: { x: right(client) - 10, y: client.y - 30 },
    serverEnd: { x: lot.x - card.width - 6, y: client.y - 30 },
    lot,
  };
}

function narrowFrame({ width, height }: { width: number; height: number }) {
  const ground = height - 24;
  const client = { x: 12, y: 26, width: 128, height: 72 };
  const card = { width: 188, height: 82 };
  const lot = { x: 10, y: 322, width: width - 20, height: ground - 322 };
  return {
    road: { x: 0, y: ground, width, height: 24 },
    client,
    envelope: { x: right(client) + 20, y: 44, width: 92, height: 42 },
    eavesdropper: { x: width - 66, y: 154, width: 56, height: 76 },
    bubble: { x: width - 182, y: 256, width: 170, height: 58 },
    card,
    clientEnd: { x: 12, y: 126 },
    serverEnd: { x: 12, y: 168 },
    lot,
  };
}

function placeBuildings(street: readonly Building[], lot: Rect, important: Important): BuildingBox[] {
  const count = street.reduce((sum, building) => sum + building.doors.length, 0);
  const gaps = columnGap * Math.max(0, street.length - 1);
  const column = Math.min(maxColumn, (lot.width - gaps) / Math.max(1, count));
  const tallest = street
    .flatMap((building) => building.doors)
    .reduce((most, door) => Math.max(most, door.flats.length), 1);
  const rows = Math.max(1, Math.floor((lot.height - roofHeight - doorHeight - 16) / (flatHeight + flatGap)));
  const height = roofHeight + Math.min(rows, tallest) * (flatHeight + flatGap) + 16 + doorHeight;
  let x = right(lot) - (column * count + gaps);
  return street.map((building) => {
    const box = { x, y: bottom(lot) - height, width: column * building.doors.length, height };
    x += box.width + columnGap;
    return placeBuilding(building, box, rows, important);
  });
}

function placeBuilding(building: Building, box: Rect, rows: number, important: Important): BuildingBox {
  const eaves = box.y + roofHeight;
  const middle = box.x + box.width / 2;
  const plateWidth = Math.min(box.width - 4, Math.max(building.address.length, anyAddressLength) * 7.4 + 18);
  return {
    ...box,
    address: building.address,
    roof: `M${box.x - 8} ${eaves}L${middle} ${box.y}L${right(box) + 8} ${eaves}Z`,
    plate: { x: middle - plateWidth / 2, y: eaves - 21, width: plateWidth, height: 20 },
    columns: building.doors.map((door, index) =>
      placeColumn(
        door,
        {
          x: box.x + (index * box.width) / building.doors.length,
          y: eaves,
          width: box.width / building.doors.length,
          height: box.height - roofHeight,
        },
        rows,
        important,
      ),
    ),
  };
}

function placeColumn(door: Door, box: Rect, rows: number, important: Important): ColumnBox {
  const shown = pickFlats(door.flats, rows, important);
  return {
    ...box,
    door: {
      x: box.x + box.width / 2 - 28,
      y: bottom(box) - doorHeight,
      width: 56,
      height: doorHeight,
      port: door.port,
      listener: door.listener,
    },
    flats: shown.map((flat, index) => ({
      flat,
      x: box.x + 8,
      y: box.y + 10 + index * (flatHeight + flatGap),
      width: box.width - 16,
      height: flatHeight,
    })),
    hidden: door.flats.length - shown.length,
  };
}

/** The flats for which there is room, in their own order: the important ones, the default, their neighbours. */
function pickFlats(flats: readonly Flat[], rows: number, important: Important): Flat[] {
  const places = (wanted: (flat: Flat) => boolean) =>
    flats.flatMap((flat, place) => (wanted(flat) ? [place] : []));
  const first = [...places((flat) => isImportant(flat, important)), ...places(({ isDefault }) => isDefault)];
  return keptInOrder(flats.length, first, rows).flatMap((place) => flats[place] ?? []);
}
