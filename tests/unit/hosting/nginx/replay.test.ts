import { expect, test } from 'vitest';
import type { Server } from '../../../../src/hosting/model.ts';
import { certificateFiles, configText, replay, type Row } from '../../../truth/replay.ts';

const certificates = certificateFiles();

function configuration(row: Row) {
  const mainFile = `/etc/lab/conf/${row.config}`;
  return { files: new Map([...certificates, [mainFile, configText(row.config)]]), mainFile };
}

/** The `X-Vhost` header that the server block at the site's line adds. */
function siteName(server: Server, site: number, files: ReadonlyMap<string, string>): string | null {
  const source = server.sites[site]?.source;
  const lines = files.get(source?.file ?? '')?.split('\n') ?? [];
  const block = lines.slice((source?.line ?? 1) - 1).join('\n');
  return /add_header X-Vhost (\S+) always/u.exec(block)?.[1] ?? null;
}

test.each([
  ['nginx 1.22.1', 'nginx.jsonl'],
  ['nginx 1.26.3', 'nginx-trixie.jsonl'],
  ['both, sessions and keep-alive', 'nginx-extra.jsonl'],
])('%s: every row agrees', (_, file) => {
  const report = replay({ software: 'nginx', rows: [file], configuration, siteName });
  console.log(file, { ...report, disagreements: report.disagreements.length });
  expect(report.disagreements).toEqual([]);
  expect(report.agreed).toBeGreaterThan(report.rows);
});
