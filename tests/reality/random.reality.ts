/**
 * Random servers, printed, read back and run, and random hellos: what the simulator says is what the program does.
 * REALITY_SEED repeats a run; REALITY_SERVERS is how many servers a program gets.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../src/hosting/model.ts';
import { moved, onLoopback } from './addresses.ts';
import { accepts, compare, printAndRead, tell, tellConfig, type Setting } from './compare.ts';
import { makeMaterial, removeMaterial, write, type Material } from './material.ts';
import type { PageOf, Probe } from './probe.ts';
import { installedVersion, realPrograms, type RealProgram } from './programs/realProgram.ts';
import { apacheServer, documentRoot } from './random/apache.ts';
import { caddyServer } from './random/caddy.ts';
import { addresses, probe } from './random/common.ts';
import { haproxyServer } from './random/haproxy.ts';
import { merged, processKey } from './random/merge.ts';
import { nginxServer } from './random/nginx.ts';
import { skipped } from './report.ts';

const seed = Number(process.env.REALITY_SEED ?? Date.now() % 1_000_000_000);
const servers = Number(process.env.REALITY_SERVERS ?? 150);
const HELLOS = 20;
/** Caddy's certificates are the whole process's: its servers run one by one. */
const together: Record<string, number> = { caddy: 1 };
const SHRUNK = 3;

const arbitraries: Record<string, fc.Arbitrary<Server>> = {
  nginx: nginxServer,
  apache: apacheServer,
  haproxy: haproxyServer,
  caddy: caddyServer,
};

/** On documentation addresses; `block` moves it to its own on loopback. */
type Case = { server: Server; probes: Probe[] };
type PlacedCase = Case & { index: number };

const caseOf = ({ software }: RealProgram): fc.Arbitrary<Case> =>
  fc
    .record({
      server: arbitraries[software] ?? nginxServer,
      probes: fc.array(probe, { minLength: HELLOS, maxLength: HELLOS, size: 'max' }),
    })
    .filter(({ server }) => server.listeners.length > 0);

function placed({ server, probes }: Case, index: number): PlacedCase {
  const block = index % 250;
  return {
    index,
    server: onLoopback(server, addresses, block),
    probes: probes.map((one) => ({ ...one, hello: moved(one.hello, addresses, block) })),
  };
}

const pageOf: PageOf = (server, site) => {
  const root = server.sites[site]?.apache?.documentRoot;
  return root == null ? '' : ` page ${root.slice(root.lastIndexOf('/') + 1)}`;
};

let material: Material | undefined;
beforeAll(async () => {
  material = await makeMaterial();
  if (material === undefined) return;
  for (const index of Array(10).keys()) {
    const root = documentRoot(index);
    write(`${material.root}${root}/index.html`, ` page ${root.slice(root.lastIndexOf('/') + 1)}\n`);
  }
});
afterAll(() => {
  if (material !== undefined) removeMaterial(material);
});

describe.each(realPrograms)('random servers on $software', (program) => {
  it('answer as simulated', async () => {
    const version = await installedVersion(program);
    if (version === null || material === undefined) {
      skipped(program.software, version === null ? 'not installed' : 'openssl not installed');
      return;
    }
    const begin = performance.now();
    const setting = { program, version, material, pageOf };
    const cases = fc.sample(caseOf(program), { seed, numRuns: servers }).map(placed);
    const count = cases.reduce((sum, { probes }) => sum + probes.length, 0);
    const { failing, refused, doubtful } = await compareAll(cases, setting);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    const wrong = [...failing.values()].reduce((sum, lines) => sum + lines.length, 0);
    console.log(
      `random servers on ${program.software} ${version}: seed ${seed}, ${cases.length} servers ` +
        `(${refused} refused by both), ${count - refused * HELLOS} cases (${doubtful} uncertain), ` +
        `${wrong} disagreements, ${seconds} s`,
    );
    const shrunk: string[] = [];
    for (const index of [...failing.keys()].slice(0, SHRUNK)) {
      shrunk.push(...(failing.get(index) ?? []).slice(0, 3), await shrink(index, setting));
    }
    expect(shrunk.join('\n')).toBe('');
  });
});

/** `failing`: index of the case -> what disagrees. `refused`: servers that neither side starts. */
type Result = { failing: Map<number, string[]>; refused: number; doubtful: number };

async function compareAll(cases: readonly PlacedCase[], setting: Setting): Promise<Result> {
  const result: Result = { failing: new Map(), refused: 0, doubtful: 0 };
  for (const batch of batches(cases, together[setting.program.software] ?? 50)) {
    const usable: PlacedCase[] = [];
    for (const one of batch) {
      const refusal =
        printAndRead(one.server, setting).fatal.length > 0 ? await startsAlone(one, setting) : null;
      if (refusal === null) usable.push(one);
      else if (refusal === '') result.refused += 1;
      else result.failing.set(one.index, [refusal]);
    }
    await compareBatch(usable, setting, result);
  }
  return result;
}

/** '' where both sides refuse the configuration. null: it starts and should. */
async function startsAlone(one: PlacedCase, setting: Setting): Promise<string | null> {
  const printed = printAndRead(one.server, setting);
  const refusal = await accepts(printed, setting);
  if ((refusal === null) === (printed.fatal.length === 0)) return refusal === null ? null : '';
  return `  simulated: ${printed.fatal.join(' ') || 'starts'}\n  observed: ${refusal ?? 'starts'}`;
}

/** `result` grows. */
async function compareBatch(batch: readonly PlacedCase[], setting: Setting, result: Result): Promise<void> {
  const { failing } = result;
  if (batch.length === 0) return;
  const printed = printAndRead(merged(batch.map(({ server }) => server)), setting);
  const refusal = await accepts(printed, setting);
  if (refusal !== null) {
    const rest: PlacedCase[] = [];
    for (const one of batch) {
      const alone = await startsAlone(one, setting);
      if (alone === null) rest.push(one);
      else failing.set(one.index, [alone || '  refused alone']);
    }
    if (rest.length === batch.length) throw new Error(`refused together: ${refusal}`);
    await compareBatch(rest, setting, result);
    return;
  }
  const owners = new Map(batch.flatMap(({ index, probes }) => probes.map((one) => [one, index] as const)));
  const { disagreements, doubtful } = await compare(printed, [...owners.keys()], setting);
  result.doubtful += doubtful;
  for (const found of disagreements) {
    const index = owners.get(found.probe) ?? -1;
    failing.set(index, [...(failing.get(index) ?? []), tell(found)]);
  }
}

function batches(cases: readonly PlacedCase[], size: number): PlacedCase[][] {
  const groups = new Map<string, PlacedCase[]>();
  for (const one of cases) {
    const key = processKey(one.server);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / size) }, (_, at) =>
      group.slice(at * size, (at + 1) * size),
    ),
  );
}

/** The smallest server and hello that fast-check finds, as a configuration. */
async function shrink(index: number, setting: Setting): Promise<string> {
  let last = 'not repeated alone';
  const property = fc.asyncProperty(caseOf(setting.program), async (one) => {
    const alone = placed(one, 0);
    const { failing } = await compareAll([alone], setting);
    const lines = failing.get(0);
    if (lines === undefined) return;
    last = [...lines, tellConfig(printAndRead(alone.server, setting))].join('\n');
    throw new Error(last);
  });
  await fc.check(property, { seed, path: String(index), numRuns: 1, interruptAfterTimeLimit: 40_000 });
  return `shrunk from server ${index} of seed ${seed}:\n${last}`;
}
