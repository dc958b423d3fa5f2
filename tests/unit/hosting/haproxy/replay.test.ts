import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Server } from '../../../../src/hosting/model.ts';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { certificateFiles, configText, replay, serversFolder, type Row } from '../../../truth/replay.ts';

const certificates = certificateFiles();
const crtLists = readdirSync(join(serversFolder, 'configs'))
  .filter((name) => name.endsWith('.crtlist'))
  .map((name): [string, string] => [`/etc/lab/conf/${name}`, configText(name)]);

function configuration(row: Row) {
  const mainFile = `/etc/lab/conf/${row.config}`;
  return { files: new Map([...certificates, ...crtLists, [mainFile, configText(row.config)]]), mainFile };
}

/** Every observed frontend answers with its own name (`vhost=f1`). */
const siteName = (server: Server, site: number): string | null => server.sites[site]?.label ?? null;

const files = ['haproxy.jsonl', 'haproxy-trixie.jsonl', 'haproxy-extra.jsonl'];

test.each(files)('%s: every row agrees', (file) => {
  const report = replay({ software: 'haproxy', rows: [file], configuration, siteName });
  console.log(file, { ...report, disagreements: report.disagreements.length });
  expect(report.disagreements).toEqual([]);
  expect(report.exceptions).toEqual({});
  expect(report.agreed).toBeGreaterThan(report.rows);
});

/** The same rows, asked of what `printConfig` writes for the configuration. */
function printed(row: Row) {
  const { files, mainFile } = configuration(row);
  const { server } = readConfig('haproxy', files, mainFile, { version: row.version });
  const print = printConfig(server, 'haproxy');
  return { files: new Map([...certificates, ...print.files]), mainFile: print.mainFile };
}

test('printed configurations are read back to the same answers', () => {
  const accepts = (row: Row) => row.kind !== 'config-check';
  const report = replay({ software: 'haproxy', rows: files, configuration: printed, accepts, siteName });
  expect(report.disagreements).toEqual([]);
  expect(report.agreed).toBeGreaterThan(report.rows);
});
