import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeEvidence } from '../../truth/evidence.ts';

const file = new URL('../../../src/content/evidence.generated.ts', import.meta.url);

const head = `// Made from the observed rows by scripts/make-evidence.mjs; do not edit.
import type { Evidence } from './evidenceTypes.ts';

export const evidence: Evidence = `;

test('the page says what the rows say', { timeout: 120_000 }, async () => {
  const made = await makeEvidence();
  const text = `${head}${JSON.stringify(made, null, 2)};\n`;
  if (process.env.WRITE_EVIDENCE === '1') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
  for (const { rows, agreed, disagreed, standing } of [...made.servers, ...made.clients]) {
    expect(disagreed).toBe(0);
    if (standing.startsWith('rows')) expect(Math.min(rows, agreed)).toBeGreaterThan(150);
  }
});
