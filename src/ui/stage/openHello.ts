import type { CaptureProblem } from '../../capture/read/captureProblem.ts';
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

type Reading = CaptureReading & { isCapture: boolean };

/**
 * Shows and plays what was given, when it is a capture or a ClientHello. null: it is neither, or `isCurrent` says that
 * something newer was opened meanwhile. A large capture comes as what the worker read in it.
 */
export async function openHello(
  input: string | Uint8Array | CaptureReading,
  isCurrent: () => boolean,
): Promise<HelloNote | null> {
  const isRead = typeof input === 'object' && 'hellos' in input;
  const reading = isRead ? { isCapture: true, ...input } : await read(input);
  if (!reading || !isCurrent()) return null;
  const { isCapture, hellos, unread, problems } = reading;
  givenHellos.open(hellos);
  await givenHellos.play();
  const { said, fault } = givenHellos;
  return { isCapture, hellos: hellos.length, unread, said, fault, problems };
}

async function read(input: string | Uint8Array): Promise<Reading | null> {
  const [{ readHello, readHelloText }, { isCapture, readCapture }] = await Promise.all([
    import('../../capture/read/givenHello.ts'),
    import('../../capture/read/readCapture.ts'),
  ]);
  if (typeof input !== 'string' && isCapture(input)) return { isCapture: true, ...readCapture(input) };
  const text =
    typeof input === 'string' ? input : new TextDecoder('latin1').decode(input.subarray(0, 1 << 20));
  const binary = typeof input === 'string' ? null : readHello(input);
  const hello = binary ?? readHelloText(text);
  return hello && { isCapture: false, hellos: [hello], unread: 0, problems: [] };
}
