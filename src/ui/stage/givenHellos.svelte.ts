import type { GivenHello } from '../../capture/read/givenHello.ts';
import { playHello, saidInHello, type PlayFault, type SaidInHello } from '../../sim/playHello.ts';
import { route } from '../shared/route.svelte.ts';
import { stage } from './stage.svelte.ts';

/** Why a hello could not be played. */
export type HelloFault = PlayFault | 'unreadable';

/** ClientHellos that were pasted or found in a capture, and the one that is shown. They are not kept on a reload. */
class GivenHellos {
  all = $state.raw<readonly GivenHello[]>([]);
  index = $state(0);
  fault = $state.raw<HelloFault | null>(null);

  get shown(): GivenHello | null {
    return this.all[this.index] ?? null;
  }
  /** null: it cannot be read. */
  get said(): SaidInHello | null {
    const content = this.shown?.message.content ?? null;
    return content && saidInHello(content);
  }

  open(hellos: readonly GivenHello[]): void {
    this.all = hellos;
    this.choose(0);
  }
  choose(index: number): void {
    this.index = index;
    this.fault = null;
  }
  close(): void {
    this.open([]);
  }

  /** Has the stage's client say what the hello said, at the stage's server. */
  async play(): Promise<void> {
    const { said, shown } = this;
    if (!stage.trace) await stage.show(''); // pasted before the stage was opened
    if (!stage.trace || !shown) return;
    const scene = said
      ? playHello(said, shown.to?.port ?? null, stage.trace)
      : { fault: 'unreadable' as const };
    this.fault = 'fault' in scene ? scene.fault : null;
    if ('fault' in scene) return;
    await stage.edit(scene);
    route.open('stage', stage.link);
  }
}

export const givenHellos = new GivenHellos();
