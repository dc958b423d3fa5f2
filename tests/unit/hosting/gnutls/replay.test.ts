import { expect, test } from 'vitest';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { certificateFiles, configText, replay, type Row } from '../../../truth/replay.ts';

const certificates = certificateFiles();

function configuration(row: Row) {
  const mainFile = `/etc/lab/conf/${row.config}`;
  return { files: new Map([...certificates, [mainFile, configText(row.config)]]), mainFile };
}

const rows = ['gnutls.jsonl'];

test('every row agrees', () => {
  const report = replay({ software: 'gnutls', rows, configuration });
  console.log('gnutls.jsonl', { ...report, disagreements: report.disagreements.length });
  expect(report.disagreements).toEqual([]);
  expect(report.exceptions).toEqual({});
  expect(report.rows).toBe(156);
  expect(report.agreed).toBeGreaterThan(report.rows);
});

/** The same rows, asked of what `printConfig` writes for the configuration. */
function printed(row: Row) {
  const { files, mainFile } = configuration(row);
  const { server } = readConfig('gnutls', files, mainFile, {});
  const print = printConfig(server, 'gnutls');
  expect(print.problems).toEqual([]);
  return { files: new Map([...certificates, ...print.files]), mainFile: print.mainFile };
}

test('printed commands are read back to the same answers', () => {
  const report = replay({ software: 'gnutls', rows, configuration: printed });
  expect(report.disagreements).toEqual([]);
  expect(report.agreed).toBeGreaterThan(report.rows);
});
