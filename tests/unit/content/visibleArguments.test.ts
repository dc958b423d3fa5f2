import { expect, it } from 'vitest';
import { firstPage, languages, type PartName } from '../../../src/content/languages.ts';
import { withVisibleArguments } from '../../../src/content/visibleArguments.ts';

const name = 'a\u202eb\u200bc\u00a0d';

it('a sentence shows what is put into it, in whatever shape it comes', () => {
  const date = new Date(0);
  const texts = withVisibleArguments({
    plain: 'words',
    list: ['a', 'b'],
    inner: {
      word: (text: string) => `<${text}>`,
      params: ({ host, port }: { host: string; port: number }) => `${host}:${port + 1}`,
      list: (files: readonly string[], most: number) => files.slice(0, most).join(),
      date: (when: Date) => when === date,
    },
  });
  const shown = 'a\\u{202e}b\\u{200b}c\\xa0d';
  expect(texts.plain).toBe('words');
  expect(texts.list).toEqual(['a', 'b']);
  expect(texts.inner.word(name)).toBe(`<${shown}>`);
  expect(texts.inner.params({ host: name, port: 1 })).toBe(`${shown}:2`);
  expect(texts.inner.list([name, 'x'], 1)).toBe(shown);
  expect(texts.inner.date(date)).toBe(true);
});

it('a key of foreign params is no property of an object', () => {
  const texts = withVisibleArguments({ say: (params: Record<string, string>) => Object.keys(params).join() });
  const params = Object.fromEntries([['__proto__', 'x']]);
  expect(texts.say(params)).toBe('__proto__');
});

it('a megabyte in a sentence is shown to its thousandth character and counted', () => {
  expect(firstPage.stage.setLabel('x'.repeat(1_048_576))).toMatch(/x{1000}…\(\+1047576\)$/);
});

type Sentence = (params: Record<string, string>) => unknown;

/** The functions in a part, by path. */
function sentences(part: unknown, path = ''): [string, Sentence][] {
  if (typeof part === 'function') return [[path, part as Sentence]];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
}

/** What a sentence reads of its params, each as `name`. */
function asked(sentence: Sentence): Record<string, string> {
  const keys = new Set<string>();
  sentence(
    new Proxy<Record<string, string>>(
      {},
      {
        get: (_, key) => {
          keys.add(String(key));
          return name;
        },
      },
    ),
  );
  return Object.fromEntries([...keys].map((key) => [key, name]));
}

const programs: PartName[] = ['rules', 'nginx', 'apache', 'haproxy', 'caddy', 'gnutls'];

it.each(programs)('no sentence of %s shows a raw control, whatever it is filled with', async (part) => {
  for (const { load } of languages) {
    const plain = await load[part]();
    const wrapped = new Map(sentences(withVisibleArguments(plain)));
    const said = sentences(plain).map(([path, sentence]) => ({
      path,
      raw: String(sentence(asked(sentence))),
      shown: String(wrapped.get(path)?.(asked(sentence))),
    }));
    expect(said.filter(({ raw }) => raw.includes('\u202e')).length).toBeGreaterThan(4);
    expect(said.filter(({ shown }) => /[\u202e\u200b\u00a0]/.test(shown))).toEqual([]);
  }
});
