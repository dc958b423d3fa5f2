import regexp from 'eslint-plugin-regexp';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import foreignKeys from './scripts/lint/foreignKeys.mjs';
import linearSearch from './scripts/lint/linearSearch.mjs';
import svelteConfig from './svelte.config.js';

/**
 * The rooms of src/, from the page down to the bytes (see src/README.md). A room may import any room further
 * down, none beside it and none above it. `tls/codePoints.ts` is open to all.
 */
const floors = [
  ['ui'],
  ['worker'],
  ['content', 'draw', 'capture'],
  ['sim'],
  ['hosting', 'identity', 'tls'],
  ['x509'],
  ['asn1'],
  ['bytes', 'decision'],
  ['text'],
];
/** Packages that belong to one room: name pattern -> the rooms that may import it. */
const packages = [
  ['^svelte', ['ui']],
  ['^d3-', ['draw']],
  ['^regjsparser$', ['text']],
  ['^(pkijs|asn1js)$', []], // only by a dynamic import, which this rule does not see
];

const roomFiles = (room) => (room === 'decision' ? ['src/decision.ts'] : [`src/${room}/**`]);

function layerRule(room) {
  const floor = floors.findIndex((rooms) => rooms.includes(room));
  const forbidden = floors
    .slice(0, floor + 1)
    .flat()
    .filter((other) => other !== room);
  const rooms = forbidden.filter((other) => other !== 'tls').join('|');
  const patterns = [
    ...(rooms
      ? [
          {
            regex: `^(\\.\\./)+(${rooms})(/|\\.ts$)`,
            message: `${room}/ may not import this room: see src/README.md`,
          },
        ]
      : []),
    ...(forbidden.includes('tls')
      ? [{ regex: '^(\\.\\./)+tls/(?!codePoints\\.ts$)', message: 'only tls/codePoints.ts is open to all' }]
      : []),
    ...packages
      .filter(([, owners]) => !owners.includes(room))
      .map(([regex]) => ({ regex, message: `not in ${room}/: see src/README.md` })),
  ];
  return {
    files: roomFiles(room),
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

const storages = ['localStorage', 'sessionStorage'];
const throughStorage = 'may throw where it is blocked or full: ui/shared/storage.ts never does';
const optionalStorage = {
  files: ['src/ui/**', 'src/worker/**', 'src/main.ts'],
  ignores: ['src/ui/shared/storage.ts'],
  rules: {
    'no-restricted-globals': ['error', ...storages.map((name) => ({ name, message: throughStorage }))],
    'no-restricted-properties': [
      'error',
      ...storages.map((property) => ({ property, message: throughStorage })),
    ],
  },
};

/** Everything but ui/, worker/ and main.ts is plain TypeScript: no DOM, no clock, no chance. */
const pureRooms = floors
  .flat()
  .filter((room) => room !== 'ui' && room !== 'worker')
  .flatMap(roomFiles);

/** A style="…" attribute breaks style-src 'self'; style:x={…} is set through the CSSOM and is fine. */
const styleAttribute = {
  selector: "SvelteAttribute[key.name='style']",
  message: 'use a class or style:x={…} (policy)',
};

/** No expression is made of foreign text, which is known only inside a function: `src/text/` has matchers for it. */
const builtExpressions = [
  {
    selector: ':function :matches(NewExpression, CallExpression)[callee.name="RegExp"]',
    message: 'write a literal; for a foreign pattern see src/text/glob.ts and src/text/pattern/',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(?:match|matchAll|search)$/][arguments.0.type!="Literal"][arguments.0.type!="Identifier"]',
    message: 'a text given to match() or search() becomes an expression: give a literal one',
  },
];

export default defineConfig(
  { ignores: ['dist/', 'test-results/', '.svelte-check/', 'tests/bench/flat.mjs'] },
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs', 'tests/*/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      'svelte/no-at-html-tags': 'error', // what is pasted never becomes markup
      'svelte/no-navigation-without-resolve': 'off', // SvelteKit only
      'no-restricted-syntax': ['error', styleAttribute],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  { files: ['**/*.{js,mjs}'], extends: [ts.configs.disableTypeChecked] },
  ...floors.flat().map(layerRule),
  {
    // Text that somebody else wrote: no expression takes more than a time in proportion to it, none is made of it, and
    // it is no key of a plain object.
    files: ['src/**'],
    plugins: { regexp, local: { rules: { 'foreign-keys': foreignKeys, 'linear-search': linearSearch } } },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': [
        'error',
        { report: 'potential', ignorePartial: false, ignoreSticky: false },
      ],
      'local/linear-search': 'error',
      'local/foreign-keys': 'error',
      'no-restricted-syntax': ['error', styleAttribute, ...builtExpressions],
    },
  },
  { files: ['src/text/own.ts'], rules: { 'local/foreign-keys': 'off' } }, // the one place that looks itself
  optionalStorage,
  {
    files: pureRooms,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'navigator', 'location', 'localStorage', 'fetch'].map((name) => ({
          name,
          message: 'logic knows no DOM',
        })),
        ...['setTimeout', 'setInterval', 'requestAnimationFrame', 'performance', 'process', 'Buffer'].map(
          (name) => ({ name, message: 'logic knows no clock and runs everywhere' }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'chance is a field of the scenario' },
        { object: 'Date', property: 'now', message: 'time is a field of the scenario' },
        { object: 'crypto', property: 'getRandomValues', message: 'chance is a field of the scenario' },
      ],
    },
  },
);
