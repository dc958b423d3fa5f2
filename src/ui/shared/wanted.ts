const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'wheel', 'touchstart', 'scroll'] as const;
/** Milliseconds that the first picture has to itself. */
const patience = 2000;

/**
 * Resolves when the visitor first does something, or has looked for a while: what the first picture can do without is
 * loaded then.
 */
export const wanted: Promise<void> = new Promise((resolve) => {
  const listening = new AbortController();
  const done = () => {
    listening.abort();
    resolve();
  };
  for (const sign of signs) {
    window.addEventListener(sign, done, { capture: true, passive: true, signal: listening.signal });
  }
  setTimeout(done, patience);
});
