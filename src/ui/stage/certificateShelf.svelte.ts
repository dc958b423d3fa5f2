import { visibleLine } from '../../text/visible.ts';
import { presetCertificates } from '../../sim/presetCertificates.generated.ts';
import { sampleLoaders } from '../../content/sampleLoaders.ts';
import { own } from '../../text/own.ts';
import { paste } from '../shared/paste.svelte.ts';
import { stage } from './stage.svelte.ts';
import { printPem } from '../../x509/printPem.ts';

const folder = '/etc/ssl/';

const samples = new Map(
  Object.entries(sampleLoaders).map(([path, load]) => [path.replace(/^.*\//, `${folder}samples/`), load]),
);

/** Every certificate that can be put on a server: what was pasted, the scenario's, the presets' and the samples. */
class CertificateShelf {
  #pasted = $derived(
    new Map(
      paste.items
        .filter((item) => item.kind === 'certificate')
        .map((item, index) => [`${folder}pasted-${index + 1}.pem`, item]),
    ),
  );

  get files(): string[] {
    return [
      ...this.#pasted.keys(),
      ...Object.keys(stage.scenario.certificates),
      ...Object.keys(presetCertificates),
      ...samples.keys(),
    ];
  }

  /** What the lists show for a file. */
  title(file: string): string {
    return visibleLine(file.startsWith(folder) ? file.slice(folder.length) : file);
  }

  /** The texts of those of `files` that no scenario has by itself. */
  async pems(files: readonly string[]): Promise<Record<string, string>> {
    const found = await Promise.all(
      [...new Set(files)].map(async (file): Promise<[string, string][]> => {
        const pasted = this.#pasted.get(file);
        const pem = pasted ? printPem('CERTIFICATE', pasted.der) : await samples.get(file)?.();
        return pem === undefined ? [] : [[file, pem]];
      }),
    );
    return Object.fromEntries(found.flat());
  }

  /** The text of any file of the shelf. */
  async pem(file: string): Promise<string | undefined> {
    const found = await this.pems([file]);
    return own(found, file) ?? own(stage.scenario.certificates, file) ?? own(presetCertificates, file);
  }
}

export const certificateShelf = new CertificateShelf();
