import { expect, test } from 'vitest';
import type { Server } from '../../../../src/hosting/model.ts';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { certificateFiles, configText, replay, type Row } from '../../../truth/replay.ts';

const certificates = certificateFiles();

function configuration(row: Row) {
  const mainFile = `/etc/lab/conf/${row.config}`;
  return { files: new Map([...certificates, [mainFile, configText(row.config)]]), mainFile };
}

/** The `X-Vhost` header that the virtual host at the site's line sets. */
function siteName(server: Server, site: number, files: ReadonlyMap<string, string>): string | null {
  const source = server.sites[site]?.source;
  const lines = files.get(source?.file ?? '')?.split('\n') ?? [];
  const block = lines.slice((source?.line ?? 1) - 1).join('\n');
  return /Header always set X-Vhost "([^"]*)"/u.exec(block)?.[1] ?? null;
}

test.each([
  ['2.4.71', 'apache.jsonl'],
  ['2.4.71, policies, sessions and keep-alive', 'apache-extra.jsonl'],
])('Apache httpd %s: every row agrees', (_, file) => {
  const report = replay({ software: 'apache', rows: [file], configuration, siteName });
  console.log(file, { ...report, disagreements: report.disagreements.length });
  expect(report.disagreements).toEqual([]);
  expect(report.exceptions).toEqual({});
  expect(report.agreed).toBeGreaterThan(report.rows);
});

/** The same rows, asked of what `printConfig` writes for the configuration. */
function printed(row: Row) {
  const { files, mainFile } = configuration(row);
  const { server } = readConfig('apache', files, mainFile, { version: row.version });
  const print = printConfig(server, 'apache');
  return { files: new Map([...certificates, ...print.files]), mainFile: print.mainFile };
}

test('printed configurations are read back to the same answers', () => {
  const accepts = (row: Row) => row.kind !== 'config-check';
  const rows = ['apache.jsonl', 'apache-extra.jsonl'];
  const report = replay({ software: 'apache', rows, configuration: printed, accepts });
  expect(report.disagreements).toEqual([]);
  expect(report.agreed).toBeGreaterThan(report.rows);
});
