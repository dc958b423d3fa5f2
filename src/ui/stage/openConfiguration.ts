import { openConfiguration, type GivenFile, type OpenedConfiguration } from '../../sim/configuration.ts';
import { hasConfiguration, longestConfiguration } from '../../sim/givenFiles.ts';
import { route } from '../shared/route.svelte.ts';
import { stage } from './stage.svelte.ts';

/** A file of more characters than the page reads of one. */
type TooLong = { path: string; length: number; limit: number };

/**
 * What the paste box says of a configuration; the texts that were named are not kept. `mainFile` null: it was too long,
 * and nothing was opened.
 */
export type ConfigurationNote = Pick<OpenedConfiguration, 'keysIn' | 'unread' | 'missing'> & {
  mainFile: string | null;
  tooLong: TooLong[];
};

/**
 * Opens the stage on the files, when they are a configuration. null: they are none, or `isCurrent` says that something
 * newer was opened meanwhile.
 */
export async function openOnStage(
  files: readonly GivenFile[],
  isCurrent: () => boolean,
): Promise<ConfigurationNote | null> {
  const opened = await openConfiguration(files.filter((file) => !isTooLong(file)));
  if (opened && 'stopped' in opened) throw new Error(String(opened.stopped.params.message));
  if (!isCurrent()) return null;
  const tooLong = files.filter(isTooLong).map(({ path, text: { length } }) => ({ path, length, limit }));
  if (!opened) return tooLong.length > 0 && hasConfiguration(files) ? { ...nothingOpened, tooLong } : null;
  const { change, keysIn, unread, missing } = opened;
  await stage.edit({ ...change, dns: { ...stage.scenario.dns, ...change.dns } });
  route.open('stage', stage.link);
  return { mainFile: change.server.mainFile, keysIn, unread, missing, tooLong };
}

const limit = longestConfiguration;
const isTooLong = ({ text }: GivenFile): boolean => text.length > limit;
const nothingOpened = { mainFile: null, keysIn: [], unread: [], missing: [] };
