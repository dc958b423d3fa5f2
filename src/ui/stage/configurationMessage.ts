import type { Messages } from '../../content/languages.ts';
import type { ConfigurationNote } from './openConfiguration.ts';

/** What the paste box says of a configuration that was opened. */
export function configurationMessage(
  { mainFile, keysIn, unread, missing, tooLong }: ConfigurationNote,
  t: Messages['configuration'],
): string {
  return [
    ...(mainFile === null ? [] : [t.opened(mainFile)]),
    ...(tooLong.length > 0 ? [t.tooLong(tooLong)] : []),
    ...(keysIn.length > 0 ? [t.keysDropped(keysIn)] : []),
    ...(unread.length > 0 ? [t.unread(unread)] : []),
    ...(missing.length > 0 ? [t.missing(missing.length)] : []),
  ].join(' ');
}
