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

/** The `X-Vhost` header that the site block at the site's line sets. */
function siteName(server: Server, site: number, files: ReadonlyMap<string, string>): string | null {
  const source = server.sites[site]?.source;
  const lines = files.get(source?.file ?? '')?.split('\n') ?? [];
  const block = lines.slice((source?.line ?? 1) - 1).join('\n');
  return /header X-Vhost "?([^"\n]*)/u.exec(block)?.[1] ?? null;
}

const files = ['caddy.jsonl', 'caddy-extra.jsonl'];

test.each(files)('%s: every row agrees', (file) => {
  const report = replay({ software: 'caddy', rows: [file], configuration, siteName });
  console.log(file, { ...report, disagreements: report.disagreements.length });
  expect(report.disagreements).toEqual([]);
  expect(report.exceptions).toEqual({});
  expect(report.agreed).toBeGreaterThan(report.rows / 2);
});

/** The same rows, asked of what `printConfig` writes for the configuration. */
function printed(row: Row) {
  const { files, mainFile } = configuration(row);
  const { server } = readConfig('caddy', files, mainFile, { version: row.version });
  const print = printConfig(server, 'caddy');
  return { files: new Map([...certificates, ...print.files]), mainFile: print.mainFile };
}

test('printed configurations are read back to the same answers', () => {
  const accepts = (row: Row) => row.kind !== 'config-check';
  const report = replay({ software: 'caddy', rows: files, configuration: printed, accepts });
  expect(report.disagreements).toEqual([]);
  expect(report.agreed).toBeGreaterThan(report.rows / 2);
});
