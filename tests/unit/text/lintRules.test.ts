import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RuleTester } from 'eslint';
import ts from 'typescript-eslint';
import { describe, expect, it, test } from 'vitest';
import foreignKeys from '../../../scripts/lint/foreignKeys.mjs';
import linearSearch, { squares } from '../../../scripts/lint/linearSearch.mjs';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it;

/** Outside the project, whose types would all be read first. */
const nowhere = tmpdir();

const tester = new RuleTester({
  languageOptions: {
    parser: ts.parser,
    parserOptions: {
      projectService: {
        allowDefaultProject: ['*.ts'],
        defaultProject: fileURLToPath(new URL('lint/tsconfig.json', import.meta.url)),
      },
      tsconfigRootDir: nowhere,
    },
  },
});

const filename = join(nowhere, 'foreignKeys.ts');
const given = (code: string): { code: string; filename: string } => ({
  filename,
  code: `declare const word: string; declare const table: Record<string, number>;\n${code}`,
});
const bad = (code: string, messageId: string) => ({ ...given(code), errors: [{ messageId }] });

tester.run('foreign-keys', foreignKeys, {
  valid: [
    given('declare const map: Map<string, number>; map.get(word);'),
    given("declare const known: Record<'a' | 'b', number>; declare const name: 'a' | 'b'; known[name];"),
    given('declare const list: number[]; declare const index: number; list[index];'),
    given("table['a']; table.a;"),
    given('const more = { ...table, [word]: 1 };'),
    given('Object.hasOwn(table, word);'),
    given("declare const server: { preset: string } | { files: string }; 'preset' in server;"),
  ],
  invalid: [
    bad('table[word];', 'read'),
    bad('table[word.toLowerCase()] ?? 0;', 'read'),
    bad('declare const part: Partial<Record<string, number>>; part[word];', 'read'),
    bad('declare const may: Record<string, number> | undefined; may?.[word];', 'read'),
    bad('function of<T extends Record<string, number>>(any: T) { return any[word]; }', 'read'),
    bad('table[`${word}.pem`];', 'read'),
    bad('table[word] = 1;', 'write'),
    bad('word in table;', 'in'),
    bad("declare const known: Record<'a', number>; word in known;", 'in'),
  ],
});

tester.run('linear-search', linearSearch, {
  valid: ['const a = /^\\[(.*)\\]$/;', 'const a = /\\[[^\\]\\[]*\\]/;'],
  invalid: [
    { code: 'const a = /\\$\\{([^}]*)\\}/g;', errors: [{ messageId: 'square' }] },
    { code: 'const a = /-BEGIN-[\\s\\S]*?-END-/;', errors: [{ messageId: 'square' }] },
  ],
});

/** By hand: for each the text `prefix + prefix + …` makes every start run to the end, or no text does. */
test.each([
  ['=+$', '', 1],
  ['a[^b]*b', '', 1],
  ['[ab]c[^d]*(?:x|y)', '', 1],
  ['a[^b]{0,80}b', '', 0],
  ['a[^b]*b', 'y', 0],
  ['^a.*b', '', 0],
  ['^a[^b\\n]*b', 'm', 0],
  ['^a[^b]*b', 'm', 1],
  ['a[^ab]*b', '', 0],
  ['a[^b]*', '', 0],
  ['a[^b]*b?', '', 0],
  ['a.*a', '', 0],
])('/%s/%s', (source, flags, count) => {
  expect(squares(source, flags)).toHaveLength(count);
});
