/** A link of somebody else is run only if the page did not stop over it before. */

/** What a link carries beside choices. */
const carries = /(?:^|&)(?:own|certificates|hosts|dns|offer|local)=|^.{2000}/s;

/** Runs what `link` says and gives true; false: the page stopped over it last time, and it was not run. */
export async function guard(link: string, run: () => Promise<void>): Promise<boolean> {
  if (!carries.test(link)) {
    await run();
    return true;
  }
  const { noteRead, noteReading, stoppedOn } = await import('./linkGuard.ts');
  if (stoppedOn(link)) return false;
  noteReading(link);
  try {
    await run();
  } finally {
    noteRead(link);
  }
  return true;
}

/** The link is run the next time, whatever happened before. */
export async function allow(link: string): Promise<void> {
  const { noteRead } = await import('./linkGuard.ts');
  noteRead(link);
}
