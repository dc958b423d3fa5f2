/** A server, printed for a program, read back and run: every probe is answered by the simulator and by the program. */
import type { Server } from '../../src/hosting/model.ts';
import { printConfig } from '../../src/hosting/printConfig.ts';
import { readConfig } from '../../src/hosting/readConfig.ts';
import { run, start } from './childProcess.ts';
import type { Material } from './material.ts';
import { isDoubtful, observed, simulated, type PageOf, type Probe } from './probe.ts';
import { below, type Config, type RealProgram } from './programs/realProgram.ts';

export type Setting = { program: RealProgram; version: string; material: Material; pageOf?: PageOf };

/** What was printed and what the simulator makes of it; `fatal`: it expects the program not to start. */
export type Printed = { config: Config; server: Server; fatal: string[] };

export function printAndRead(server: Server, { program, version, material }: Setting): Printed {
  const config = below(material.root, printConfig(server, program.software));
  const files = new Map([...config.files, ...material.certificates]);
  const { supportsSni } = server;
  const read = readConfig(program.software, files, config.mainFile, { version, supportsSni });
  const fatal = read.problems.filter(({ severity }) => severity === 'fatal').map(({ code }) => code);
  return { config, server: read.server, fatal };
}

export type Compared = { disagreements: Disagreement[]; doubtful: number };
export type Disagreement = { probe: Probe; simulated: string; observed: string };

const AT_ONCE = 16;

/** Starts the program, asks it everything, ends it. Throws when it does not start. `doubtful`: not counted as either. */
export async function compare(
  printed: Printed,
  probes: readonly Probe[],
  setting: Setting,
): Promise<Compared> {
  const { program, material, pageOf } = setting;
  const running = await start(program.startCommand(printed.config, material.root), printed.server.listeners);
  try {
    const compared: Compared = { disagreements: [], doubtful: 0 };
    const left = [...probes].reverse();
    const worker = async (): Promise<void> => {
      for (let probe = left.pop(); probe !== undefined; probe = left.pop()) {
        const ours = simulated(printed.server, probe, material, pageOf);
        const t0 = performance.now();
        const theirs = await observed(probe, material);
        if (performance.now() - t0 > 2000)
          console.log('SLOW', Math.round(performance.now() - t0), JSON.stringify(probe), ours, '<>', theirs);
        if (isDoubtful(ours)) compared.doubtful += 1;
        else if (ours !== theirs) compared.disagreements.push({ probe, simulated: ours, observed: theirs });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return compared;
  } finally {
    await running.stop();
  }
}

/** Whether the program itself takes the configuration, and what it says if not. */
export async function accepts({ config }: Printed, { program, material }: Setting): Promise<string | null> {
  program.startCommand(config, material.root);
  const { code, output } = await run(program.testCommand(config, material.root));
  return code === 0 ? null : output;
}

/** A disagreement as one can try it by hand. */
export const tell = ({ probe, simulated: ours, observed: theirs }: Disagreement): string =>
  [
    `  ${probe.hello.address}:${probe.hello.port} SNI ${String(probe.hello.serverName)}`,
    `TLS ${probe.hello.versions.join('+') || 'none'}, Host ${String(probe.host)}`,
    `client certificate ${probe.clientCertificate}:\n    simulated ${ours}\n    observed  ${theirs}`,
  ].join(', ');

/** `files` without what stands in every run. */
export const tellConfig = ({ config }: Printed): string =>
  [...config.files].map(([path, text]) => `# ${path}\n${text}`).join('\n');
