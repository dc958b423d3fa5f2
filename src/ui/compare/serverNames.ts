import type { Scenario } from '../../sim/scenario.ts';
import { own } from '../../text/own.ts';
import { texts } from '../shared/i18n.svelte.ts';

/** What the servers are called, in their order. */
export const serverNames = (sources: readonly Pick<Scenario, 'server'>[]): string[] =>
  sources.map(({ server }) =>
    'preset' in server
      ? (own(texts.current.stage.presets, server.preset) ?? server.preset)
      : texts.current.compare.ownServer,
  );
