import type { Problem } from '../../decision.ts';
import { loadPublicSuffixes } from '../../identity/publicSuffixes.ts';
import { attempt } from '../shared/fault.ts';

/** The list of public suffixes, loaded when the first host is checked. */
class Suffixes {
  loaded = $state(false);
  /** What kept it from being loaded. */
  fault = $state.raw<Problem | null>(null);

  async load(): Promise<void> {
    if (this.loaded) return;
    const came = await attempt('', loadPublicSuffixes);
    this.fault = 'problem' in came ? came.problem : null;
    this.loaded = this.fault === null;
  }
}

export const suffixes = new Suffixes();
