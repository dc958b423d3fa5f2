import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { treePicture } from '../../../src/draw/treePicture.ts';
import { treeSvg, xmlText } from '../../../src/draw/treeSvg.ts';

const row = (depth: number, name: string, value = '') => ({ depth, name, value, tag: 'SEQUENCE' });

describe('picture of a tree', () => {
  it('rows go down, deeper ones further in, and everything is inside', () => {
    const { rows, width, height } = treePicture([row(0, 'a'), row(1, 'b', 'x'.repeat(500)), row(2, 'c')]);
    expect(rows.map(({ y }) => y)).toEqual([...rows.map(({ y }) => y)].sort((a, b) => a - b));
    expect((rows[1]?.x ?? 0) - (rows[0]?.x ?? 0)).toBe((rows[2]?.x ?? 0) - (rows[1]?.x ?? 0));
    expect(rows[1]?.value).toBe(`${'x'.repeat(80)}…(+420)`);
    expect(Math.max(...rows.map(({ x }) => x))).toBeLessThan(width);
    expect(Math.max(...rows.map(({ y }) => y))).toBeLessThan(height);
  });

  it('a branch for every row under another one, from its own parent', () => {
    const { rows, branches } = treePicture([row(0, 'a'), row(1, 'b'), row(2, 'c'), row(1, 'd'), row(0, 'e')]);
    expect(branches).toHaveLength(3);
    const from = (i: number): number => Number(/^M[\d.]+ ([\d.]+)V/.exec(branches[i] ?? '')?.[1]);
    expect(from(2) - from(0)).toBe(0); // d hangs from a, as b does
    expect(from(1) - from(0)).toBe((rows[1]?.y ?? 0) - (rows[0]?.y ?? 0)); // c hangs from b
  });

  it('no rows, no fault', () => {
    expect(treePicture([])).toMatchObject({ rows: [], branches: [], width: 12 });
  });
});

describe('SVG', () => {
  it.each<[reason: string, text: string, written: string]>([
    [
      'markup is text',
      `<script a="1" b='2'>&amp;`,
      '&lt;script a=&quot;1&quot; b=&apos;2&apos;&gt;&amp;amp;',
    ],
    ['XML 1.0 has no NUL, no escape and no noncharacter', 'a\u0000\u001b\uffff', 'a\ufffd\ufffd\ufffd'],
    ['nor half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['other characters stay', 'é 証 😀', 'é 証 😀'],
  ])('%s', (_reason, text, written) => {
    expect(xmlText(text)).toBe(written);
  });

  it('is well-formed, whatever the names are', () => {
    const hostile = `]]><img src=x onerror="alert(1)"> \u0000 \ud800 &#x0;`;
    const svg = treeSvg(treePicture([row(0, hostile, hostile), row(1, hostile)]), hostile);
    expect(svg.match(/<(?!\/?(?:svg|title|rect|path|g|text|tspan)\b|\?xml )/g)).toBeNull();
    const xmllint = spawnSync('xmllint', ['--noout', '-'], { input: svg, encoding: 'utf8' });
    if (xmllint.error) console.log('xmllint is absent: it did not read the picture');
    else expect(xmllint.stderr).toBe('');
  });
});
