import { expect, it } from 'vitest';
import { readConfig } from '../../../../src/hosting/caddy/readConfig.ts';

const read = (text: string) => readConfig(new Map([['/Caddyfile', text]]), '/Caddyfile', {});
const limits = (text: string) => {
  const { server, problems } = read(text);
  const told = problems.filter(({ code }) => code === 'caddy-too-much').map(({ params }) => params.counted);
  return { told, uncertain: server.uncertain.some(({ code }) => code === 'caddy-too-much') };
};

/** Each snippet imports the one before it twice: 2^40 directives in 2 KB. */
const doubling = [
  '(s0) {\n\theader X-A 1\n}',
  ...Array.from({ length: 40 }, (_, i) => `(s${i + 1}) {\n\timport s${i}\n\timport s${i}\n}`),
  'a.example {\n\timport s40\n}',
].join('\n');

/** Each snippet hands its argument on twice as long: 2^40 characters. */
const growing = [
  '(s0) {\n\theader X-A {args.0}\n}',
  ...Array.from({ length: 40 }, (_, i) => `(s${i + 1}) {\n\timport s${i} {args.0}{args.0}\n}`),
  'a.example {\n\timport s40 x\n}',
].join('\n');

it('snippets that double end at the limit, which makes the answer uncertain', () => {
  const { told, uncertain } = limits(doubling);
  expect(told.length).toBeGreaterThan(0);
  expect(uncertain).toBe(true);
});

it('arguments that double end at the limit', () => {
  expect(limits(growing)).toEqual({ told: ['characters'], uncertain: true });
});

it('a snippet imported by a thousand sites is read without a limit', () => {
  const sites = Array.from({ length: 1000 }, (_, i) => `s${i}.example {\n\timport common\n}`).join('\n');
  const { server, problems } = read(`(common) {\n\theader X-A 1\n}\n${sites}`);
  expect(server.sites).toHaveLength(1000);
  expect(problems.some(({ code }) => code === 'caddy-too-much')).toBe(false);
});
