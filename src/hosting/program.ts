/** What each program's folder gives: the four functions of hosting, by that program's own rules. */
import type { Problem } from '../decision.ts';
import type { Connection, Hello, Selection, Server, SiteSelection } from './model.ts';

/**
 * `version`: whose rules hold, e.g. `2.4.62` (absent: the newest that was observed). `supportsSni` false: the
 * program's TLS library cannot read server_name (nginx's own warning: "built with SNI support, however, now it is
 * linked dynamically to an OpenSSL library which has no tlsext support"); the default site's certificate is for
 * everyone, and Host still picks the page.
 */
export type ReadOptions = { version?: string; supportsSni?: boolean };

/** Path as the configuration names it -> text: the main file, its includes, certificates (PEM). */
export type ConfigFiles = ReadonlyMap<string, string>;

export type ReadResult = { server: Server; problems: Problem[] };

/** `problems`: what the program cannot express. `mainFile` is a key of `files`. */
export type PrintResult = { files: Map<string, string>; mainFile: string; problems: Problem[] };

export type Program = {
  readConfig(files: ConfigFiles, mainFile: string, options: ReadOptions): ReadResult;
  selectCertificate(server: Server, hello: Hello): Selection;
  selectSite(server: Server, connection: Connection, host: string | null): SiteSelection;
  printConfig(server: Server): PrintResult;
};
