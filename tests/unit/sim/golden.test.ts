/**
 * Traces of all presets as text, a line a step: what changes in a connection shows up as a changed line. After a change
 * that is meant: `GOLDEN=update npx vitest run tests/unit/sim/golden.test.ts`, and read the difference.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toPcapng } from '../../../src/capture/pcapng.ts';
import type { ClientName } from '../../../src/identity/types.ts';
import { clientProfile } from '../../../src/sim/clients.ts';
import { furtherPresets } from '../../../src/sim/furtherPresets.ts';
import { presets } from '../../../src/sim/presets.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { Outcome, Step, Trace } from '../../../src/sim/trace.ts';

const now = '2026-11-22T12:00:00Z';
const folder = new URL('../../golden/', import.meta.url);
const fileOf = (preset: string): URL => new URL(`${preset}.txt`, folder);

const digest = (records: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const record of records) hash.update(record);
  return hash.digest('hex').slice(0, 16);
};

function stepLine({ id, from, to, sealed, records, facts, decision }: Step): string {
  const way = to === null ? from : `${from} > ${to}`;
  const bytes = records.map(({ length }) => length).join('+');
  const carried = records.length === 0 ? '' : `${sealed ? 'sealed' : 'open'} ${bytes} ${digest(records)}`;
  const said = facts.map(({ key, value }) => `${key}=${value ?? '-'}`).join(' ');
  const chosen = decision?.candidates[decision.chosen ?? -1];
  const decided = decision ? `${decision.question}: ${chosen?.rule ?? 'none'}` : '';
  return [id, way, carried, said, decided].filter((part) => part !== '').join(' | ');
}

const outcomeLine = (outcome: Outcome): string =>
  outcome.kind === 'response'
    ? `end | ${outcome.status}`
    : `end | ${outcome.failure}, by the ${outcome.decidedBy}${outcome.alert ? `, ${outcome.alert.name}` : ''}`;

const traceText = (client: string, trace: Trace): string =>
  [`# ${client}`, ...trace.steps.map(stepLine), outcomeLine(trace.outcome), ''].join('\n');

async function presetText(id: string, clients: readonly ClientName[]): Promise<string> {
  const texts: string[] = [];
  for (const client of clients) {
    const versions = [...clientProfile(client).versions];
    texts.push(traceText(client, await simulate({ ...presetScenario(id, now), client, versions })));
  }
  const older = await simulate({ ...presetScenario(id, now), client: 'openssl', versions: ['1.2'] });
  texts.push(traceText('openssl, TLS 1.2', older));
  return texts.join('\n');
}

/** What a test should find in the file; written there first when the goldens are to be made anew. */
function golden(file: URL, text: string): string {
  if (process.env.GOLDEN === 'update') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  return readFileSync(file, 'utf8');
}

describe('the traces of the presets are those of tests/golden', () => {
  test.each([...presets, ...furtherPresets])('$id', async ({ id, clients }) => {
    const text = await presetText(id, clients);
    expect(text).toBe(golden(fileOf(id), text));
  });
});

test.each([
  { file: 'ech-accepted', ech: { client: 'on', server: 'key' } },
  { file: 'ech-rejected', ech: { client: 'on', server: 'other-key' } },
] as const)('a sealed hello: $file', async ({ file, ech }) => {
  const text = traceText('chrome', await simulate({ ...presetScenario('sni', now), ech }));
  expect(text).toBe(golden(fileOf(file), text));
});

test('every byte of the first scene: tests/e2e/wire.spec.ts holds the browser’s against the same number', async () => {
  const capture = toPcapng(await simulate(presetScenario('sni', now)));
  const sha256 = createHash('sha256').update(capture).digest('hex');
  expect(sha256).toBe(golden(new URL('sni.pcapng.sha256', folder), sha256));
});
