/** Ten times the sites cost at most fifteen times the steps, whatever a server has many of. */
import { growth } from './steps.ts'; // first: it counts what is loaded after it
import { expect, it } from 'vitest';
import { choose, compare, draw, read, type Ready } from './growthWork.ts';
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
    comparing: await growth(ready, compare),
    drawing: await growth(ready, draw),
  };
  const over = Object.entries(grown).filter(([, times]) => times > mostGrowth);
  expect(over, JSON.stringify(grown)).toEqual([]);
});
