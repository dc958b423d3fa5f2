import { presetCertificates } from '../../sim/presetCertificates.generated.ts';
import { loadSamples, type Sample } from '../../content/samples.ts';
import { paste } from '../shared/paste.svelte.ts';
import { stage } from './stage.svelte.ts';
import { pemOf } from './tryCertificate.ts';

const folder = '/etc/ssl/';

/** Every certificate that can be put on a server: what was pasted, the scenario's, the presets' and the samples. */
class CertificateShelf {
  #samples = $state.raw<ReadonlyMap<string, Sample>>(new Map());
  #pasted = $derived(
    new Map(
      paste.items
        .filter((item) => item.kind === 'certificate')
        .map((item, index) => [`${folder}pasted-${index + 1}.pem`, item]),
    ),
  );

  /** The samples are many and not needed at first sight. */
  async load(): Promise<void> {
    if (this.#samples.size > 0) return;
    const samples = (await loadSamples()).filter(({ group }) => group === 'readable');
    this.#samples = new Map(samples.map((sample) => [`${folder}samples/${sample.name}.pem`, sample]));
  }

  get files(): string[] {
    return [
      ...this.#pasted.keys(),
      ...Object.keys(stage.scenario.certificates),
      ...Object.keys(presetCertificates),
      ...this.#samples.keys(),
    ];
  }

  /** What the lists show for a file. */
  title(file: string): string {
    return file.startsWith(folder) ? file.slice(folder.length) : file;
  }

  /** The texts of those of `files` that no scenario has by itself. */
  pems(files: readonly string[]): Record<string, string> {
    const found = files.flatMap((file): [string, string][] => {
      const pasted = this.#pasted.get(file);
      const pem = pasted ? pemOf(pasted.der) : this.#samples.get(file)?.text;
      return pem === undefined ? [] : [[file, pem]];
    });
    return Object.fromEntries(found);
  }
}

export const certificateShelf = new CertificateShelf();
