import type { Messages } from '../../content/languages.ts';
import type { HelloNote } from './openHello.ts';

/** What the paste box says of a capture or a ClientHello that was opened. */
export function helloMessage(
  { isCapture, hellos, unread, said, fault, problems }: HelloNote,
  t: Messages['capture'],
): string {
  return [
    ...(isCapture && hellos > 0 ? [t.found(hellos, unread)] : []),
    ...(said ? [t.given.said(said)] : []),
    ...(fault ? [t.given.faults[fault]] : hellos > 0 ? [t.played] : []),
    ...problems.map(({ code, params }) => t.problems[code](params)),
  ].join(' ');
}
