import { player } from './player.svelte.ts';

/** What has keys of its own keeps them. */
const own = 'input, textarea, select, button, a, [role="switch"], [role="radio"], [role="tree"], summary';

type Act = 'next' | 'previous' | 'toggle' | 'restart' | 'finish';
const acts: ReadonlyMap<string, Act> = new Map([
  ['ArrowRight', 'next'],
  ['ArrowLeft', 'previous'],
  [' ', 'toggle'],
  ['Home', 'restart'],
  ['End', 'finish'],
]);

/** Arrow keys step through the trace, the space bar plays and pauses, wherever on the stage the focus is. */
export function stepByKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(own)) return;
  const act = acts.get(event.key);
  if (!act) return;
  event.preventDefault();
  player[act]();
}
