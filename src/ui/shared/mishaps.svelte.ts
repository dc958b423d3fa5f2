import type { Problem } from '../../decision.ts';
import { problemOf } from './fault.ts';

/** What went wrong where nothing else caught it. Shown in a line of its own; the last one is enough. */
class Mishaps {
  last = $state.raw<Problem | null>(null);

  /** From now on nothing is silent; nor is it in the console, which is no place for what somebody pasted. */
  listen(): void {
    window.addEventListener('error', (event) => {
      event.preventDefault();
      // An observer that needs another turn is reported as an error, without one, and is none.
      if (event.error !== null && event.error !== undefined) this.last = problemOf('', event.error);
    });
    window.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      this.last = problemOf('', event.reason);
    });
  }

  dismiss(): void {
    this.last = null;
  }
}

export const mishaps = new Mishaps();
