/** Keys and passwords are forgotten together: whoever has one says here how it forgets it. */
import { forgetLastSubject } from '../../text/detached.ts';

const forgetters = new Set<() => void>();

/** `forget` is called when keys and passwords are to be forgotten, until the returned function is. */
export function whenForgotten(forget: () => void): () => void {
  forgetters.add(forget);
  return () => forgetters.delete(forget);
}

export function forgetSecrets(): void {
  for (const forget of [...forgetters]) forget();
  forgetLastSubject();
}
