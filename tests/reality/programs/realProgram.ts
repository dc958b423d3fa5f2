/** What a running program needs beyond the configuration that is compared. */
import type { Software } from '../../../src/hosting/model.ts';
import type { PrintResult } from '../../../src/hosting/program.ts';
import { run, type Command } from '../childProcess.ts';
import { write } from '../material.ts';
import { apache } from './apache.ts';
import { caddy } from './caddy.ts';
import { haproxy } from './haproxy.ts';
import { nginx } from './nginx.ts';

export type RealProgram = {
  software: Software;
  /** Prints its version. */
  versionCommand: Command;
  /** Writes what the run needs below `root` and says how to start it in the foreground. */
  startCommand(config: Config, root: string): Command;
  /** The program's own check of the same configuration, after `startCommand`. */
  testCommand(config: Config, root: string): Command;
};

/** Files by their real paths; the simulator reads the very same. */
export type Config = Pick<PrintResult, 'files' | 'mainFile'>;

export const realPrograms: readonly RealProgram[] = [nginx, apache, haproxy, caddy];

/** The program's version (`1.22.1`); null: it is not installed. */
export async function installedVersion({ versionCommand }: RealProgram): Promise<string | null> {
  const { code, output } = await run(versionCommand);
  return code === 0 ? (/\d+\.\d+(?:\.\d+)?/u.exec(output)?.[0] ?? null) : null;
}

/** What stands in `/etc` stands below `root` in a run. */
export function below(root: string, { files, mainFile }: Config): Config {
  const moved = [...files].map(([path, text]) => [root + path, text.replaceAll(etc, `$1${root}/`)] as const);
  return { files: new Map(moved), mainFile: root + mainFile };
}

const etc = /(^|[\s"'])\/(?=etc\/)/gmu;

export function writeConfig({ files }: Config): void {
  for (const [path, text] of files) write(path, text);
}
