/** Ten times the sites cost at most fifteen times the steps, whatever a server has many of. */
import { growth } from './steps.ts'; // first: it counts what is loaded after it
import { expect, it } from 'vitest';
import { choose, compare, draw, open, print, read, type Ready } from './growthWork.ts';
import { clientNames } from '../../../src/identity/types.ts';
import { shapes, type Given } from './shapes.ts';

const mostGrowth = 15;
const sizes = [100, 1_000] as const;

it.each(shapes)('$name', { timeout: 120_000 }, async ({ make }) => {
  const [small, large] = sizes.map(make) as [Given, Given];
  const ready = [small, large].map((given): Ready => ({ given, opened: read(given) })) as [Ready, Ready];
  for (const each of ready) {
    const { certificate, uncertain } = choose(each);
    expect([certificate, uncertain], 'nothing was decided').not.toEqual([null, []]);
  }
  const grown = {
    reading: await growth([small, large], read),
    choosing: await growth(ready, choose),
    comparing: await growth(ready, (each) => compare(each)),
    drawing: await growth(ready, draw),
    opening: await growth([small, large], open),
    printing: await growth(ready, print),
  };
  const over = Object.entries(grown).filter(([, times]) => times > mostGrowth);
  expect(over, JSON.stringify(grown)).toEqual([]);
});

const bySoftware = (software: string) => shapes.find(({ name }) => name.startsWith(`${software}: `));

it.each(['nginx', 'apache', 'haproxy', 'caddy', 'gnutls'])(
  '%s: every client asks 200 hosts of 1,000 sites',
  { timeout: 120_000 },
  async (software) => {
    const given = bySoftware(software)?.make(1_000);
    if (!given) throw new Error('no shape');
    const ready: Ready = { given, opened: read(given) };
    const cells = [20, 200].map((count) => compare(ready, count)) as [number, number];
    const times = await growth([20, 200], (count) => compare(ready, count));
    expect(cells[0]).toBeGreaterThan(clientNames.length);
    expect(times / (cells[1] / cells[0])).toBeLessThan(1.5);
  },
);
