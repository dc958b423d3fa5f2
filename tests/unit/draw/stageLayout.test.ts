import { describe, expect, test } from 'vitest';
import { cardPosition, wirePath } from '../../../src/draw/messagePath.ts';
import { bottom, right, type Rect } from '../../../src/draw/rect.ts';
import { stageLayout } from '../../../src/draw/stageLayout.ts';
import type { Building } from '../../../src/draw/street.ts';

/** `doors`: number of flats behind each door. */
function building(address: string, doors: number[], firstListener = 0): Building {
  return {
    address,
    doors: doors.map((count, index) => ({
      listener: firstListener + index,
      port: 443 + index,
      tls: true,
      flats: Array.from({ length: count }, (_, site) => ({
        site: site + index * 100,
        label: `site${site}.example`,
        isDefault: site === 0,
        certificate: null,
        byCertificate: false,
      })),
    })),
  };
}

const sizes = [
  { width: 360, height: 620 },
  { width: 688, height: 383 },
  { width: 1400, height: 700 },
];
const streets: [string, Building[]][] = [
  ['one site', [building('203.0.113.10', [1])]],
  ['three sites', [building('203.0.113.10', [3])]],
  ['two ports', [building('203.0.113.10', [1, 1])]],
  ['two addresses', [building('203.0.113.10', [2]), building('203.0.113.20', [2], 1)]],
  ['a hundred sites', [building('203.0.113.10', [100])]],
  ['twelve addresses', Array.from({ length: 12 }, (_, i) => building(`203.0.113.${i}`, [2], i))],
  ['nothing', []],
];

const inside = (inner: Rect, outer: { width: number; height: number }): boolean =>
  inner.x >= 0 && inner.y >= 0 && right(inner) <= outer.width + 0.01 && bottom(inner) <= outer.height + 0.01;

describe('the set', () => {
  test.each(sizes.flatMap((size) => streets.map(([what, street]) => [what, size, street] as const)))(
    '%s at %o: everything is inside, nothing drawn twice',
    (_, size, street) => {
      const layout = stageLayout(street, size, new Set([50]), 3);
      for (const box of layout.buildings) {
        expect(inside({ x: box.x, y: box.y, width: box.width, height: box.height }, size)).toBe(true);
        for (const column of box.columns) {
          const bottoms = column.flats.map(bottom);
          expect(bottoms.every((y) => y <= column.door.y)).toBe(true);
          expect(new Set(column.flats.map(({ flat }) => flat.site)).size).toBe(column.flats.length);
        }
      }
      const doors = layout.buildings.reduce((sum, box) => sum + box.columns.length, 0);
      const all = street.reduce((sum, { doors }) => sum + doors.length, 0);
      expect(doors + layout.hiddenDoors).toBe(all);
      const flats = layout.buildings.flatMap(({ columns }) => columns.flatMap((column) => column.flats));
      const behind = street.flatMap(({ doors }) => doors).reduce((sum, { flats }) => sum + flats.length, 0);
      expect(flats.length + layout.hiddenFlats).toBe(behind);
    },
  );

  test('the chosen site is drawn however many there are, and the reached door too', () => {
    const many = stageLayout(
      [building('203.0.113.10', [100])],
      sizes[1] ?? { width: 1, height: 1 },
      new Set([77]),
      0,
    );
    const drawn = many.buildings[0]?.columns[0]?.flats.map(({ flat }) => flat.site) ?? [];
    expect(drawn).toContain(77);
    expect(drawn).toContain(0); // the default
    expect(drawn).toEqual([0, 77, 78]); // and its neighbour: three fit
    const street = Array.from({ length: 30 }, (_, i) => building(`198.51.100.${i}`, [1], i));
    const layout = stageLayout(street, { width: 688, height: 383 }, new Set(), 29);
    expect(layout.buildings.map(({ address }) => address)).toContain('198.51.100.29');
  });
});

describe('a card', () => {
  const layout = stageLayout([building('203.0.113.10', [2])], { width: 688, height: 383 }, new Set(), 0);
  test('starts at its sender and ends at its receiver', () => {
    expect(cardPosition(layout, 'client', 0)).toEqual(layout.clientEnd);
    expect(cardPosition(layout, 'client', 1)).toEqual(layout.serverEnd);
    expect(cardPosition(layout, 'server', 0)).toEqual(layout.serverEnd);
    expect(cardPosition(layout, 'server', 1)).toEqual(layout.clientEnd);
  });
  test('is a path without NaN', () => {
    expect(wirePath(layout)).toMatch(/^M[\d.,CL-]+$/);
  });
});
