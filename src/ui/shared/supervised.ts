/**
 * What is large or somebody else's is read, decided and played here. Each lane has a worker of its own, so that what is
 * ended takes nothing else with it.
 */
import { whenForgotten } from './forgetting.ts';
import { Lane } from './lane.ts';
import { pageThread, startThread } from './largeWork.ts';
import { waiting, type LaneName } from './waiting.svelte.ts';

export type { Answer } from './lane.ts';

const threads = { start: startThread, onPage: pageThread };

export const lanes: Record<LaneName, Lane> = {
  /** What was pasted or opened. */
  reading: new Lane(waiting.reading, threads),
  /** One item of it. */
  inspecting: new Lane(waiting.inspecting, threads),
  playing: new Lane(waiting.playing, threads),
  comparing: new Lane(waiting.comparing, threads),
};

/** What the workers were given goes with them; the next input finds one that is ready, as it did before. */
export function renewWorkers(): void {
  const { isStarted } = lanes.reading;
  for (const lane of Object.values(lanes)) lane.retire();
  if (isStarted) lanes.reading.start();
}
whenForgotten(renewWorkers);
