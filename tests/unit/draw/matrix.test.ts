/** The comparison as a table: columns, order of rows, and where keys lead. */
import { describe, expect, test } from 'vitest';
import {
  matrixColumns,
  nextSorting,
  placeAfterKey,
  sharedMarks,
  sortedRows,
  type Sorting,
} from '../../../src/draw/matrix.ts';
import type { ClientName } from '../../../src/identity/types.ts';
import { compareClients } from '../../../src/sim/comparison.ts';
import { openServer } from '../../../src/sim/openServer.ts';

const preset = (id: string) => openServer({ server: { preset: id }, certificates: {} });
const sni = await preset('sni');
const ipBased = await preset('ip-based');
const hosts = ['blog.example', 'shop.example', 'mail.example'].map((text) => ({
  text,
  url: `https://${text}/`,
}));
const columns = matrixColumns(hosts, 1);
const clients: ClientName[] = ['go', 'xp', 'chrome'];
const rows = compareClients([{ opened: sni, dns: {} }], clients, hosts, { sendSni: true });
const names: Partial<Record<ClientName, string>> = { go: 'Go', xp: 'Internet Explorer', chrome: 'Chrome' };

describe('columns', () => {
  test('two servers stand side by side under each host', () => {
    expect(matrixColumns(hosts.slice(0, 2), 2).map(({ host, server }) => [host, server])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });
  test('the same host twice is two columns', () => {
    const keys = matrixColumns([{ text: 'a.example' }, { text: 'a.example' }], 2).map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
  });
});

describe('order of rows', () => {
  const key = (host: number) => columns[host]?.key ?? '';
  const order = (sorting: Sorting | null) =>
    sortedRows(rows, columns, sorting, sharedMarks([sni.server]), (client) => names[client] ?? client).map(
      ({ client }) => client,
    );
  test.each([
    [null, ['go', 'xp', 'chrome'], 'as chosen'],
    [{ column: 'client', direction: 'ascending' }, ['chrome', 'go', 'xp'], 'by name'],
    [{ column: 'client', direction: 'descending' }, ['xp', 'go', 'chrome'], 'by name, backwards'],
    [{ column: key(0), direction: 'ascending' }, ['go', 'xp', 'chrome'], 'all get A: equal rows stay'],
    [{ column: key(1), direction: 'ascending' }, ['xp', 'go', 'chrome'], 'xp gets A, the others B'],
    [{ column: key(1), direction: 'descending' }, ['go', 'chrome', 'xp'], 'the other way round'],
    [{ column: 'gone', direction: 'ascending' }, ['go', 'xp', 'chrome'], 'a column that is no more'],
  ] as const)('%o', (sorting, expected, why) => {
    expect(order(sorting), why).toEqual(expected);
  });

  test('a header asks for ascending, descending, and the usual order again', () => {
    const first = nextSorting(null, 'a');
    expect(first).toEqual({ column: 'a', direction: 'ascending' });
    expect(nextSorting(first, 'a')).toEqual({ column: 'a', direction: 'descending' });
    expect(nextSorting(nextSorting(first, 'a'), 'a')).toBeNull();
    expect(nextSorting(first, 'b')).toEqual({ column: 'b', direction: 'ascending' });
  });
});

describe('two servers', () => {
  const both = [
    { opened: sni, dns: {} },
    { opened: ipBased, dns: {} },
  ];
  test('a certificate that both have keeps its letter', () => {
    const marks = sharedMarks([sni.server, ipBased.server]);
    expect([...marks].map(([file, { letter }]) => `${letter} ${file}`)).toEqual([
      'A /etc/ssl/blog.example.pem',
      'B /etc/ssl/shop.example.pem',
      'C /etc/ssl/mail.example.pem',
    ]);
  });
  test('what they answer differently is marked on both', () => {
    const compared = compareClients(both, ['chrome', 'xp'], hosts, { sendSni: true });
    const differs = compared.map(({ cells }) => cells.map((pair) => pair.map((cell) => cell.differs)));
    // A modern client gets the same from both; one without SNI gets shop.example only from its own address.
    expect(differs).toEqual([
      [
        [false, false],
        [false, false],
        [false, false],
      ],
      [
        [false, false],
        [true, true],
        [false, false],
      ],
    ]);
  });
});

test('a name that nobody has points to the server at hand, in the visit too', () => {
  const host = [{ text: 'nobody.example', url: 'https://nobody.example/' }];
  const [row] = compareClients([{ opened: sni, dns: {} }], ['chrome'], host, { sendSni: true });
  const cell = row?.cells[0]?.[0];
  expect(cell?.visit.dns).toEqual({ 'nobody.example': ['203.0.113.10'] });
  expect(cell?.certificate).toBe('/etc/ssl/blog.example.pem');
  expect(cell?.identity?.outcome).toBe('mismatch');
});

describe('keys', () => {
  const size = { rows: 4, columns: 5 };
  test.each([
    ['ArrowRight', 'plain', [1, 1], [1, 2], ''],
    ['ArrowLeft', 'plain', [1, 0], [1, 0], 'stops at the edge'],
    ['ArrowUp', 'plain', [1, 3], [0, 3], 'into the header'],
    ['ArrowDown', 'plain', [3, 3], [3, 3], 'stops at the edge'],
    ['Home', 'plain', [2, 3], [2, 0], 'start of the row'],
    ['End', 'plain', [2, 3], [2, 4], 'end of the row'],
    ['Home', 'ctrl', [2, 3], [0, 0], 'first cell'],
    ['End', 'ctrl', [1, 1], [3, 4], 'last cell'],
    ['PageDown', 'plain', [1, 1], [3, 1], 'five rows, or as many as there are'],
    ['PageUp', 'plain', [3, 1], [0, 1], 'likewise'],
  ] as const)('%s %s %o', (key, ctrl, [row, column], [toRow, toColumn], why) => {
    expect(placeAfterKey(key, ctrl, { row, column }, size), why).toEqual({ row: toRow, column: toColumn });
  });
  test.each(['a', 'Tab', 'Escape', 'toString', '__proto__'])('%s is left alone', (key) => {
    expect(placeAfterKey(key, 'plain', { row: 1, column: 1 }, size)).toBeNull();
  });
});
