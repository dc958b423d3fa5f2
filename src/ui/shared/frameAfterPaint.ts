/** Resolves when what is drawn now has been painted and the next frame begins: what is drawn then is in that one. */
export const frameAfterPaint = async (): Promise<void> => {
  await nextFrame();
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  await nextFrame();
};

const nextFrame = (): Promise<unknown> =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
