import { certificatesInPem, presentedNames } from '../../sim/certificates.ts';
import { configuredFrom } from '../../sim/serverDraft.ts';
import { route } from '../shared/route.svelte.ts';
import { stage } from './stage.svelte.ts';

/** Puts a pasted chain on a server of its own, beside a first site, and opens the stage with its first name. */
export async function tryOnStage(pem: string): Promise<void> {
  const [leaf] = certificatesInPem(pem);
  const names = leaf ? presentedNames(leaf) : [];
  const plain = names.filter((name) => /^(\*\.)?[\w.-]+$/.test(name)).slice(0, 20);
  const file = '/etc/ssl/pasted.pem';
  const place = { address: '203.0.113.10', port: '443' };
  const server = await configuredFrom({
    supportsSni: true,
    sites: [
      { ...place, names: 'blog.example', certificate: '/etc/ssl/blog.example.pem', isDefault: true },
      { ...place, names: plain.join(' ') || 'pasted.example', certificate: file, isDefault: false },
    ],
  });
  const host = (plain[0] ?? 'pasted.example').replace(/^\*\./, 'www.');
  await stage.edit({
    server,
    certificates: { [file]: pem },
    url: `https://${host}/`,
    trust: 'assume-issuer',
    dns: {},
  });
  route.open('stage', route.query);
}
