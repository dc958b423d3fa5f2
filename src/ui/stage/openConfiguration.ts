import type { OpenedConfiguration } from '../../sim/configuration.ts';
import type { ReadGiven, TooLong } from '../../worker/readGiven.ts';
import type { Outcome } from '../shared/fault.ts';
import { stage } from './stage.svelte.ts';

/**
 * What the paste box says of a configuration; the texts that were named are not kept. `mainFile` null: it was too long,
 * and nothing was opened.
 */
export type ConfigurationNote = Pick<OpenedConfiguration, 'keysIn' | 'unread' | 'missing'> & {
  mainFile: string | null;
  tooLong: readonly TooLong[];
};

type Given = Pick<Extract<ReadGiven, { outcome: 'configuration' }>, 'opened' | 'tooLong'>;

/** Opens the stage on a configuration (`edit` leads there); the problem that kept it from being played. */
export async function openOnStage({ opened, tooLong }: Given): Promise<Outcome<ConfigurationNote>> {
  if (!opened) return { value: { ...nothingOpened, tooLong } };
  const { change, keysIn, unread, missing } = opened;
  await stage.edit({ ...change, dns: { ...stage.scenario.dns, ...change.dns } });
  if (stage.fault) return { problem: stage.fault.problem };
  return { value: { mainFile: change.server.mainFile, keysIn, unread, missing, tooLong } };
}

const nothingOpened = { mainFile: null, keysIn: [], unread: [], missing: [] };
