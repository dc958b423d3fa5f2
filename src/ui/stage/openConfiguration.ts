import { openConfiguration, type GivenFile, type OpenedConfiguration } from '../../sim/configuration.ts';
import { longestConfiguration } from '../../sim/givenFiles.ts';
import { linkOf } from '../../sim/scenarioLink.ts';
import { route } from '../shared/route.svelte.ts';
import { stage } from './stage.svelte.ts';

/** What the paste box says of a configuration; the texts that were named are not kept. */
export type ConfigurationNote = Pick<OpenedConfiguration, 'keysIn' | 'unread' | 'missing'> & {
  mainFile: string;
  tooLarge: boolean;
};

/**
 * Opens the stage on the files, when they are a configuration. null: they are none, or `isCurrent` says that something
 * newer was opened meanwhile.
 */
export async function openOnStage(
  files: readonly GivenFile[],
  isCurrent: () => boolean,
): Promise<ConfigurationNote | null> {
  const opened = await openConfiguration(files.filter(({ text }) => text.length <= longestConfiguration));
  if (opened && 'stopped' in opened) throw new Error(String(opened.stopped.params.message));
  if (!opened || !isCurrent()) return null;
  const { change, keysIn, unread, missing } = opened;
  const dns = { ...stage.scenario.dns, ...change.dns };
  const scenario = { ...stage.scenario, ...change, dns };
  const tooLarge = linkOf(scenario, 0).length > longestConfiguration;
  if (!tooLarge) {
    await stage.edit({ ...change, dns });
    route.open('stage', linkOf(stage.scenario, stage.index));
  }
  return { mainFile: change.server.mainFile, keysIn, unread, missing, tooLarge };
}
