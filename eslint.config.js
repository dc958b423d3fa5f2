import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
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
      // A style="…" attribute breaks style-src 'self'; style:x={…} is set through the CSSOM and is fine.
      'no-restricted-syntax': [
        'error',
        { selector: "SvelteAttribute[key.name='style']", message: 'use a class or style:x={…} (policy)' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  { files: ['**/*.{js,mjs}'], extends: [ts.configs.disableTypeChecked] },
  ...floors.flat().map(layerRule),
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
