import type { Messages } from '../../content/languages.ts';
import type { ConfigurationNote } from './openConfiguration.ts';

/** What the paste box says of a configuration that was opened. */
export function configurationMessage(
  { mainFile, keysIn, unread, missing, tooLarge }: ConfigurationNote,
  t: Messages['configuration'],
): string {
  return [
    tooLarge ? t.tooLarge : t.opened(mainFile),
    ...(keysIn.length > 0 ? [t.keysDropped(keysIn)] : []),
    ...(unread.length > 0 ? [t.unread(unread)] : []),
    ...(missing.length > 0 ? [t.missing(missing.length)] : []),
  ].join(' ');
}
