import type { Software } from './model.ts';
import type { ConfigFiles, ReadOptions, ReadResult } from './program.ts';
import { programs } from './programs.ts';

/**
 * Reads a program's configuration into the one server model. Never throws: what cannot be read is a problem with
 * its line, and the rest is still read. `mainFile` is a key of `files`; included files and certificates are looked
 * up there by the path the configuration names (relative paths against the main file's folder).
 */
export const readConfig = (
  software: Software,
  files: ConfigFiles,
  mainFile: string,
  options: ReadOptions = {},
): ReadResult => programs[software].readConfig(files, mainFile, options);
