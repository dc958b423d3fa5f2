/** The promise of every program's `readConfig`, kept whatever is wrong in it: it never throws. */
import { floor, type Problem } from '../decision.ts';
import type { Server, Software } from './model.ts';
import type { Program } from './program.ts';

/** The program; if its `readConfig` throws, the server has nothing in it and every answer of it is uncertain. */
export const onFloor = (software: Software, program: Program): Program => ({
  ...program,
  readConfig: (files, mainFile, options) =>
    floor(
      mainFile,
      () => program.readConfig(files, mainFile, options),
      (problem) => ({ server: serverStoppedAt(software, problem, options.version), problems: [problem] }),
    ),
});

/** What is left of a server that could not be read because of `problem`. */
export const serverStoppedAt = (software: Software, problem: Problem, version = ''): Server => ({
  software,
  version,
  supportsSni: true,
  listeners: [],
  sites: [],
  certificates: {},
  uncertain: [problem],
});
