import { expect, test } from 'vitest';
import { street } from '../../../src/draw/street.ts';
import { openServer } from '../../../src/sim/openServer.ts';

const streetOf = async (preset: string) =>
  street((await openServer({ server: { preset }, certificates: {} })).server).map(({ address, doors }) => ({
    address,
    doors: doors.map(({ port, flats }) => ({
      port,
      flats: flats.map(({ label, certificate }) => [label, certificate]),
    })),
  }));

const blog = ['blog.example', '/etc/ssl/blog.example.pem'];
const shop = ['shop.example', '/etc/ssl/shop.example.pem'];

/** By hand, from the presets' configurations. */
test.each([
  [
    'ip-based',
    [
      { address: '203.0.113.10', doors: [{ port: 443, flats: [blog] }] },
      { address: '203.0.113.20', doors: [{ port: 443, flats: [shop] }] },
    ],
  ],
  [
    'port-based',
    [
      {
        address: '203.0.113.10',
        doors: [
          { port: 443, flats: [blog] },
          { port: 1000, flats: [shop] },
        ],
      },
    ],
  ],
  // HAProxy chooses among certificates, so each has a flat of its own.
  ['strict-sni', [{ address: '203.0.113.10', doors: [{ port: 443, flats: [blog, shop] }] }]],
])('%s', async (preset, buildings) => {
  expect(await streetOf(preset)).toEqual(buildings);
});
