/** A scenario's server, read: everything that deciding needs and that no client changes. */
import type { Problem } from '../decision.ts';
import type { Server } from '../hosting/model.ts';
import { loadProgram } from '../hosting/loadProgram.ts';
import type { Program } from '../hosting/program.ts';
import { presetCertificates } from './presetCertificates.generated.ts';
import { findPreset, presets } from './presets.ts';
import type { ConfiguredServer, Scenario } from './scenario.ts';

export type OpenServer = {
  /** The rules of the server's program. */
  program: Program;
  server: Server;
  /** Path -> text: configuration and certificates. */
  files: ReadonlyMap<string, string>;
  /** What was wrong with the configuration. */
  problems: Problem[];
};

/** Never rejects for what is in the scenario: what cannot be read is a problem, and the server then has less in it. */
export async function openServer(scenario: Pick<Scenario, 'server' | 'certificates'>): Promise<OpenServer> {
  const problems: Problem[] = [];
  const configured = configuredServer(scenario, problems);
  const files = new Map(
    Object.entries({
      ...(await certificatesFor(scenario)),
      ...scenario.certificates,
      ...configured.files,
    }),
  );
  const program = await loadProgram(configured.software);
  const read = program.readConfig(files, configured.mainFile, {
    version: configured.softwareVersion,
    supportsSni: configured.supportsSni,
  });
  return { program, server: read.server, files, problems: [...problems, ...read.problems] };
}

/** Only the first presets can do without the certificates of the others. */
async function certificatesFor({ server }: Pick<Scenario, 'server'>): Promise<Record<string, string>> {
  if ('preset' in server && presets.some(({ id }) => id === server.preset)) return presetCertificates;
  const { furtherPresetCertificates } = await import('./furtherPresetCertificates.generated.ts');
  return { ...presetCertificates, ...furtherPresetCertificates };
}

const nothing: ConfiguredServer = { software: 'nginx', files: { 'nginx.conf': '' }, mainFile: 'nginx.conf' };

function configuredServer({ server }: Pick<Scenario, 'server'>, problems: Problem[]): ConfiguredServer {
  if ('files' in server) return server;
  const preset = findPreset(server.preset);
  if (preset) return preset.server;
  problems.push({
    code: 'unknown-preset',
    severity: 'fatal',
    params: { preset: server.preset },
    source: null,
  });
  return nothing;
}
