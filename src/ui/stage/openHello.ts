import type { CaptureProblem } from '../../capture/read/captureProblem.ts';
import type { GivenHello } from '../../capture/read/givenHello.ts';
import type { CaptureReading } from '../../capture/read/readCapture.ts';
import type { SaidInHello } from '../../sim/playHello.ts';
import { givenHellos, type HelloFault } from './givenHellos.svelte.ts';

/** What the paste box says of a capture or a ClientHello. */
export type HelloNote = {
  isCapture: boolean;
  hellos: number;
  unread: number;
  said: SaidInHello | null;
  fault: HelloFault | null;
  problems: readonly CaptureProblem[];
};

type Given = { outcome: 'capture'; reading: CaptureReading } | { outcome: 'hello'; hello: GivenHello };

/** Shows and plays what was given. */
export async function openHello(given: Given): Promise<HelloNote> {
  const isCapture = given.outcome === 'capture';
  const { hellos, unread, problems } = isCapture
    ? given.reading
    : { hellos: [given.hello], unread: 0, problems: [] };
  givenHellos.open(hellos);
  await givenHellos.play();
  const { said, fault } = givenHellos;
  return { isCapture, hellos: hellos.length, unread, said, fault, problems };
}
