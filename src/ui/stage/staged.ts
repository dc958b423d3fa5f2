/** What the stage needs before it can show a scenario: the trace, the sentences to tell it with, the marks. */
import type { Problem } from '../../decision.ts';
import { certificateMarks, type Mark } from '../../draw/marks.ts';
import type { KeyRing } from '../../sim/keyRing.ts';
import { missingCertificates } from '../../sim/missingCertificates.ts';
import { findPreset } from '../../sim/presets.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Trace } from '../../sim/trace.ts';
import { attempt, type Outcome } from '../shared/fault.ts';
import { texts } from '../shared/i18n.svelte.ts';
import { loadOnce } from '../shared/loadOnce.ts';

const loadPlayer = loadOnce(() => import('./play.ts'));

/** The trace, with its sentences at hand. null: something newer was asked for, or it was cancelled. */
export async function stagedTrace(scenario: Scenario, keys: KeyRing): Promise<Outcome<Trace> | null> {
  const [played, said] = await Promise.all([play(scenario, keys), sentencesFor(scenario)]);
  return said && played !== null && 'value' in played ? { problem: said } : played;
}

async function play(scenario: Scenario, keys: KeyRing): Promise<Outcome<Trace> | null> {
  const player = await attempt('', loadPlayer);
  return 'problem' in player ? player : player.value.playNewest(scenario, keys);
}

/** Loads the sentences that a trace of this server is told with; the problem that kept them away. */
export async function sentencesFor({ server }: Pick<Scenario, 'server'>): Promise<Problem | null> {
  const preset = 'preset' in server ? findPreset(server.preset) : null;
  const configured = 'preset' in server ? preset?.server : server;
  const isFurther = preset && texts.current.stage.lessons[preset.id] === undefined;
  const parts = [
    'rules',
    configured?.software ?? 'nginx',
    ...(isFurther ? ['presets' as const] : []),
  ] as const;
  const said = await attempt('', () => texts.need(...parts));
  return 'problem' in said ? said.problem : null;
}

/** Letters and colours. A certificate that was named and not given is a blank: it keeps its letter for when it is. */
export function marksOf({ server, problems }: Trace): ReadonlyMap<string, Mark> {
  const missing = new Set(missingCertificates(server, problems));
  return new Map([...certificateMarks(server)].filter(([file]) => !missing.has(file)));
}
