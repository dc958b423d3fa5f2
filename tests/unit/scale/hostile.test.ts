/** Configurations made to grow without end: reading ends, says whose limit was reached, and deciding ends as well. */
import { stepsOf } from './steps.ts'; // first: it counts what is loaded after it
import { expect, it } from 'vitest';
import { programs } from '../../../src/hosting/programs.ts';
import { choose, draw } from './growthWork.ts';
import { hostile } from './hostile.ts';

/** Functions and blocks run (`steps.ts`): some hundred for each of the half a million words that are read. */
const mostSteps = 150_000_000;

it.each(hostile)('$software: $name', { timeout: 240_000 }, async ({ software, files, counted }) => {
  const program = programs[software];
  const given = { software, mainFile: 'main', files: new Map(Object.entries(files)) };
  const { server, problems } = program.readConfig(given.files, 'main', {});
  const told = problems.filter(({ code }) => code === `${software}-too-much`);
  const limits = told.map(({ params }) => params.counted);
  if (counted === null) expect(limits.filter((limit) => limit !== 'problems')).toEqual([]);
  else expect(limits).toContain(counted);
  const isCertain = counted === null || counted === 'problems';
  if (!isCertain) expect(server.uncertain).toEqual(expect.arrayContaining([told[0]]));

  const opened = { program, server, files: given.files, problems };
  const where = { ...given, host: 's1.example', address: '203.0.113.10', port: 443 };
  const steps = {
    reading: await stepsOf(() => program.readConfig(given.files, 'main', {})),
    choosing: await stepsOf(() => {
      choose({ given: where, opened });
    }),
    drawing: await stepsOf(() => {
      draw({ given: where, opened });
    }),
  };
  const over = Object.entries(steps).filter(([, count]) => count > mostSteps);
  expect(over, JSON.stringify(steps)).toEqual([]);
});
