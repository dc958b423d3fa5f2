/** What promises not to throw keeps it, also where there is a defect in it: one is planted in each. */
import { describe, expect, it } from 'vitest';
import { readCapture } from '../../../src/capture/read/readCapture.ts';
import { asyncFloor, floor, stopped, type Problem } from '../../../src/decision.ts';
import { nginx } from '../../../src/hosting/nginx/nginx.ts';
import { onFloor } from '../../../src/hosting/onFloor.ts';
import { selectCertificate } from '../../../src/hosting/selectCertificate.ts';
import { compareClients } from '../../../src/sim/comparison.ts';
import { readHostLines } from '../../../src/sim/compareHosts.ts';
import { addressStage, lookupStage } from '../../../src/sim/connect.ts';
import { decide, deciding } from '../../../src/sim/decide.ts';
import { openServer } from '../../../src/sim/openServer.ts';
import type { RunStage } from '../../../src/sim/run.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { play } from '../../../src/sim/simulate.ts';
import { expandItem, structureOf } from '../../../src/x509/structure.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { certificateFindings } from '../../../src/x509/findings/findings.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { readInput } from '../../../src/x509/readInput.ts';
import { derIn, readText } from '../x509/files.ts';

const planted = (): never => {
  throw new TypeError('planted');
};
const said = { code: 'stopped', severity: 'fatal', params: { message: 'TypeError: planted' } };
const scenario = presetScenario('sni', '2026-11-22T12:00:00Z');
const now = new Date(scenario.now);

describe('the problem that an exception becomes', () => {
  it('says what was being read and the exception by its name', () => {
    expect(stopped('/etc/a.conf', new RangeError('too deep'))).toEqual({
      code: 'stopped',
      severity: 'fatal',
      params: { reading: '/etc/a.conf', message: 'RangeError: too deep' },
      source: null,
    });
  });

  it('carries no long run that could be an encoded key, and is short', () => {
    const key = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg';
    const { message } = stopped('', new SyntaxError(`Invalid regular expression: /${key}[/`)).params;
    expect(message).toBe('SyntaxError: Invalid regular expression: …[/');
    const long = stopped('x'.repeat(1e6), new Error('a b '.repeat(1e6)));
    expect(String(long.params.message).length).toBe(200);
    expect(String(long.params.reading).length).toBe(120);
  });

  it.each([
    ['a string', 'planted', 'planted'],
    ['nothing', undefined, 'undefined'],
  ])('takes what is no Error: %s', (_what, thrown, message) => {
    expect(stopped('', thrown).params.message).toBe(message);
  });

  it('is what the floor hands on, and only of what threw', async () => {
    const codeOf = ({ code }: Problem) => code;
    expect(floor('', planted, codeOf)).toBe('stopped');
    expect(floor('', () => 'well', codeOf)).toBe('well');
    expect(await asyncFloor('', async () => Promise.reject(new Error('late')), codeOf)).toBe('stopped');
    expect(await asyncFloor('', () => Promise.resolve('well'), codeOf)).toBe('well');
  });
});

describe('a configuration', () => {
  const broken = onFloor('nginx', { ...nginx, readConfig: planted });

  it('is read to a server with nothing in it, of which nothing is certain', () => {
    const { server, problems } = broken.readConfig(new Map(), '/etc/nginx/nginx.conf', {});
    expect(problems).toMatchObject([{ ...said, params: { reading: '/etc/nginx/nginx.conf' } }]);
    const hello = { address: '203.0.113.10', port: 443, serverName: 'a.example', versions: [] };
    expect(selectCertificate(server, hello).outcome).toBe('not-listening');
    expect(server.uncertain).toEqual(problems);
  });

  it('that could not be read decides nothing', async () => {
    const opened = await openServer(scenario);
    const { server, problems } = broken.readConfig(opened.files, 'nginx.conf', {});
    const unread = deciding({ ...opened, server, problems });
    expect(decide(unread, scenario)).toMatchObject({
      certificate: null,
      outcome: { kind: 'failure', failure: 'stopped', alert: null },
      uncertain: [said],
    });
  });
});

describe('a play', () => {
  const by = (...stages: RunStage[]) =>
    play(scenario, new Map(), async function* () {
      yield await Promise.resolve(stages);
    });

  it('keeps the steps that went before, and ends by saying so', async () => {
    const trace = await by(addressStage, lookupStage, planted);
    expect(trace.steps.map(({ id }) => id)).toEqual(['lookup']);
    expect(trace.outcome).toMatchObject({ kind: 'failure', failure: 'stopped', error: '', alert: null });
    expect(trace.problems).toMatchObject([{ ...said, params: { reading: scenario.url } }]);
    expect(trace.server.sites.length).toBeGreaterThan(1);
  });

  it('that does not even begin', async () => {
    const trace = await play(scenario, new Map(), planted);
    expect(trace).toMatchObject({ steps: [], outcome: { failure: 'stopped' }, problems: [said] });
  });
});

describe('deciding for many', () => {
  it('a cell says that it is not known, and the others are decided', async () => {
    const opened = await openServer(scenario);
    const selectOne: typeof opened.program.selectCertificate = (server, hello) =>
      hello.serverName === 'shop.example' ? planted() : opened.program.selectCertificate(server, hello);
    const program = { ...opened.program, selectCertificate: selectOne };
    const { hosts } = readHostLines('blog.example\nshop.example');
    const how = { sendSni: true, clientCertificate: undefined, ech: undefined };
    const [row] = compareClients([{ opened: { ...opened, program }, dns: {} }], ['openssl'], hosts, how);
    const [[blog] = [], [shop] = []] = row?.cells ?? [];
    expect(blog).toMatchObject({ outcome: { kind: 'response', status: 200 }, uncertain: [] });
    expect(shop).toMatchObject({ outcome: { kind: 'failure', failure: 'stopped' }, uncertain: [said] });
  });
});

/** Octets that cannot be looked at. */
class Trap extends Uint8Array {
  override subarray = planted;
  override slice = planted;
}

describe('what was given', () => {
  it('an input is a report with the problem, and shows none of it', async () => {
    const report = await readInput(new Trap(derIn(readText('samples/blog.example.pem'))));
    expect(report).toMatchObject({ items: [], text: null, hidden: [{ start: 0 }] });
    expect(report.problems).toMatchObject([{ code: 'stopped', params: said.params }]);
  });

  it('a capture', () => {
    const header = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0];
    const packet = [0, 0, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 60, 0, 0, 0, ...new Array<number>(60).fill(0)];
    const reading = readCapture(new Trap([...header, ...packet]));
    expect(reading.problems).toMatchObject([{ code: 'stopped', params: said.params }]);
  });

  it('findings: a rule that cannot be applied says so, and the others are still made', () => {
    const der = derIn(readText('samples/wildcard.pem'));
    const structure = structureOf(expandItem({ kind: 'certificate', document: scan(der) }));
    const findings = (isPublicSuffix: (domain: string) => boolean) =>
      certificateFindings(structure, parseCertificate(der), now, { toAscii: (host) => host, isPublicSuffix });
    const well = findings(() => false).map(({ code }) => code);
    const broken = findings(planted).map(({ code }) => code);
    expect(broken).toContain('stopped');
    expect(broken.filter((code) => code !== 'stopped')).toEqual(well);
    expect(well).not.toContain('stopped');
  });
});
