/**
 * Resolves when what the document holds now is on the screen. Gives the milliseconds for which the next frame was only
 * waited for: up to 16.7, by chance, whatever the page does.
 */
export const painted = () =>
  new Promise((resolve) => {
    const asked = performance.now();
    requestAnimationFrame(() => {
      const waited = performance.now() - asked;
      setTimeout(() => resolve(waited), 0);
    });
  });

/** From `start` to the rows that the document holds now on the screen, in ms. `time` without the wait for a frame. */
export async function timeToPaint(start) {
  const waited = await painted();
  const clock = performance.now() - start;
  return { clock, time: clock - waited };
}
