import { describe, expect, test } from 'vitest';
import { openServer } from '../../../src/sim/openServer.ts';
import { presets } from '../../../src/sim/presets.ts';
import { configuredFrom, draftFaults, draftOf, type ServerDraft } from '../../../src/sim/serverDraft.ts';

const draftOfPreset = async (id: string): Promise<ServerDraft> =>
  draftOf((await openServer({ server: { preset: id }, certificates: {} })).server);

describe('a server as rows, and back', () => {
  test.each(presets.map(({ id }) => id))('%s survives being printed and read', async (id) => {
    const draft = await draftOfPreset(id);
    const again = await openServer({ server: await configuredFrom(draft), certificates: {} });
    expect(draftOf(again.server)).toEqual(draft);
    expect(again.problems).toEqual([]);
  });

  test('the rows of the SNI preset, by hand', async () => {
    const row = (name: string, file: string) => ({
      names: name,
      address: '203.0.113.10',
      port: '443',
      certificate: `/etc/ssl/${file}.pem`,
      isDefault: false, // nothing is marked: the first is the default
    });
    expect(await draftOfPreset('sni')).toEqual({
      supportsSni: true,
      sites: [
        row('blog.example', 'blog.example'),
        row('shop.example', 'shop.example'),
        row('*.mail.example', 'mail.example'),
      ],
    });
  });

  test('a marked default other than the first is kept', async () => {
    const draft = await draftOfPreset('sni');
    const marked = {
      ...draft,
      sites: draft.sites.map((site, index) => ({ ...site, isDefault: index === 1 })),
    };
    const { server } = await openServer({ server: await configuredFrom(marked), certificates: {} });
    expect(server.listeners[0]?.sites.map(({ isDefault }) => isDefault)).toEqual([false, true, false]);
  });
});

test.each([
  [{ port: '0' }, 'draft-port'],
  [{ port: '70000' }, 'draft-port'],
  [{ port: 'https' }, 'draft-port'],
  [{ address: '203.0.113.300' }, 'draft-address'],
  [{ address: '' }, 'draft-address'],
  [{ names: 'a; } server {' }, 'draft-name'],
] as const)('%o is %s', async (change, code) => {
  const draft = await draftOfPreset('sni');
  const sites = draft.sites.map((site, index) => (index === 1 ? { ...site, ...change } : site));
  expect(draftFaults({ ...draft, sites })).toEqual([expect.objectContaining({ site: 1, code })]);
});

test('no site at all is said', () => {
  expect(draftFaults({ sites: [], supportsSni: true })).toEqual([
    { site: null, field: null, code: 'draft-no-site' },
  ]);
});
