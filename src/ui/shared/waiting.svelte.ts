import type { Shown, Work } from './lane.ts';
import type { Watch } from './watchdog.ts';

/** Work that the page waits for, as it is shown. Small: the first view has it before there is anything to wait for. */
class Waited implements Shown {
  /** null: there is nothing to wait for. */
  work = $state.raw<Work | null>(null);
  watch = $state.raw<Watch>({ share: null, canCancel: false, isStalled: false });
  /** Set by whoever does the work. */
  cancel: () => void = () => undefined;
}

export type LaneName = 'reading' | 'inspecting' | 'playing' | 'comparing';
export type { Waited };

/** By what is waited for. */
class Waiting implements Record<LaneName, Waited> {
  readonly reading = new Waited();
  readonly inspecting = new Waited();
  readonly playing = new Waited();
  readonly comparing = new Waited();
  /** There are no workers here: the work is done on the page's own thread. */
  withoutWorkers = $state(false);
}

export const waiting = new Waiting();
