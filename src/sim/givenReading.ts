/** Given files, read by a program: what it makes of them, and which of them it looked at. */
import type { Problem } from '../decision.ts';
import type { Server } from '../hosting/model.ts';
import type { Program } from '../hosting/program.ts';
import { certificateFor, nameOf, type GivenCertificate } from './givenCertificates.ts';
import { missingCertificates } from './missingCertificates.ts';
import { presetCertificates } from './presetCertificates.generated.ts';
import { withoutEnding } from '../text/ending.ts';
import { putOwn } from '../text/own.ts';

export type Reading = { server: Server; problems: Problem[]; used: ReadonlySet<string> };

/** Remembers which files were asked for. */
class WatchedFiles extends Map<string, string> {
  readonly used = new Set<string>();

  override get(path: string): string | undefined {
    const text = super.get(path);
    if (text !== undefined) this.used.add(path);
    return text;
  }
}

/** `texts`: path -> text. The presets' certificates are there too, as in any scenario. */
export function readGiven(
  program: Program,
  texts: Iterable<readonly [string, string]>,
  mainFile: string,
): Reading {
  const files = new WatchedFiles([...Object.entries(presetCertificates), ...texts]);
  const { server, problems } = program.readConfig(files, mainFile, {});
  return { server, problems, used: files.used };
}

/** Certificates under the paths by which the configuration names them, and the given files they come from. */
export type FoundCertificates = { certificates: Record<string, string>; from: ReadonlySet<string> };

/** For each certificate that `reading` misses, the given one that is meant. */
export function findCertificates(
  { server, problems }: Reading,
  given: readonly GivenCertificate[],
): FoundCertificates {
  const certificates: Record<string, string> = {};
  const from = new Set<string>();
  for (const path of missingCertificates(server, problems)) {
    const isFolder = server.software === 'haproxy' && !nameOf(path).includes('.');
    const folder = `${withoutEnding(path, '/')}/`;
    const match = certificateFor(path, given);
    const matches = match ? [[path, match] as const] : [];
    const inside = given.map((file) => [folder + nameOf(file.path), file] as const);
    for (const [place, file] of isFolder && !match ? inside : matches) {
      putOwn(certificates, place, file.pem);
      from.add(file.path);
    }
  }
  return { certificates, from };
}
