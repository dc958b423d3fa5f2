/** A scenario is JSON: the share link, the sample, the golden test and the lesson's material in one shape. */
import * as v from 'valibot';
import type { Problem } from '../decision.ts';
import { clientCertificates, softwareNames, tlsVersions } from '../hosting/model.ts';
import { clientNames } from '../identity/types.ts';
import { jsonWithoutKeys } from './withoutKeys.ts';
import { longestUrl } from './linkLimit.ts';
import { isInstant } from './instant.ts';

/** What stands in where a certificate was given and its key was not; `sim/credentials.ts` says how. */
export const keylessModes = ['names-only', 'twin', 'thief'] as const;
/** Encrypted Client Hello: what the client has to seal with, and what the server has to open it. */
export const echClients = ['filler', 'on'] as const;
export const echServers = ['key', 'other-key', 'none'] as const;
export type EchClient = (typeof echClients)[number];
export type EchServer = (typeof echServers)[number];

export type KeylessMode = (typeof keylessModes)[number];

/** What is longer nobody typed, and it is drawn and written again at every step. */
const longestSeed = 256;
const longestVersion = 64;
/** Of a host name (RFC 1035 section 3.1.1: 253), an address, a name of IANA's: room for what is no such thing. */
const longestName = 512;
const mostHosts = 10_000;
const mostAddresses = 64;
/** IANA has not as many names for anything that a hello lists. */
const mostOffered = 512;

const short = (longest: number) => v.pipe(v.string(), v.maxLength(longest));

/** A list is a choice among things: each once, in the order of their first mention. */
const each = <Item extends string>(item: v.GenericSchema<unknown, Item>, most: number) =>
  v.pipe(
    v.array(item),
    v.transform((items) => [...new Set(items)]),
    v.maxLength(most),
  );

const isTable = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** By names that the user gave. `v.record` would leave out what is called `constructor` or `__proto__`. */
const table = <Value>(name: v.GenericSchema<unknown, string>, value: v.GenericSchema<unknown, Value>) =>
  v.pipe(
    v.custom<Record<string, unknown>>(isTable, 'a table'),
    v.transform((given): unknown => Object.entries(given)),
    v.array(v.tuple([name, value])),
    v.transform((entries): Record<string, Value> => Object.fromEntries(entries)),
  );

const isoInstant = v.pipe(short(longestVersion), v.check(isInstant, 'an ISO 8601 instant'));

const configuredServer = v.object({
  software: v.picklist(softwareNames),
  /** Path as the configuration names it -> text. */
  files: table(v.string(), v.string()),
  mainFile: v.string(),
  /** The program's version whose rules hold; absent: the newest one known here. */
  softwareVersion: v.optional(short(longestVersion)),
  /** false: the program's TLS library cannot read server_name. Absent: it can. */
  supportsSni: v.optional(v.boolean()),
});

const scenarioSchema = v.object({
  version: v.literal(1),
  server: v.union([v.object({ preset: v.string() }), configuredServer]),
  /** Path as the configuration names it -> PEM. Added to those of a preset. Never a private key. */
  certificates: table(v.string(), v.string()),
  client: v.picklist(clientNames),
  sendSni: v.boolean(),
  /** As typed; a URL that cannot be used makes the first step of the trace the last one. */
  url: short(longestUrl),
  /** Host name in lower case -> addresses. Overrides what the server's own sites resolve to. */
  dns: v.pipe(
    table(short(longestName), each(short(longestName), mostAddresses)),
    v.check((dns) => Object.keys(dns).length <= mostHosts, `${mostHosts} hosts at most`),
  ),
  /** Offered by the client. */
  versions: v.pipe(each(v.picklist(tlsVersions), tlsVersions.length), v.minLength(1)),
  trust: v.picklist(['lab', 'assume-issuer']),
  /** The instant at which validity is judged. */
  now: isoInstant,
  /** Everything random in the messages is derived from it. */
  seed: short(longestSeed),
  /** What the client answers when the server asks for a certificate. Absent: none. */
  clientCertificate: v.optional(v.picklist(clientCertificates)),
  /** How a certificate takes part whose key nobody gave. Absent: names only. */
  withoutKey: v.optional(v.picklist(keylessModes)),
  /** What the client's hello lists, by IANA's names, best first, where it is not this page's usual hello. */
  offer: v.optional(
    v.object({
      signatureSchemes: v.optional(each(short(longestName), mostOffered)),
      cipherSuites: v.optional(each(short(longestName), mostOffered)),
      groups: v.optional(each(short(longestName), mostOffered)),
    }),
  ),
  /**
   * Encrypted Client Hello (RFC 9849). DNS has the configuration of the key `key`; the server may have another one, or
   * not know what it is about. Absent: the client has no encrypted_client_hello.
   */
  ech: v.optional(v.object({ client: v.picklist(echClients), server: v.picklist(echServers) })),
});

export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type ConfiguredServer = v.InferOutput<typeof configuredServer>;

/**
 * Reads a scenario from parsed JSON. A scenario is shared, a private key never is: what stands in it of keys is cut out,
 * and `keysIn` names the files and fields. Problems instead of a scenario: `scenario-invalid` (params `path`,
 * `expected`).
 */
export function parseScenario(
  written: unknown,
): { scenario: Scenario; keysIn: string[] } | { problems: Problem[]; keysIn: string[] } {
  const { json, keysIn } = jsonWithoutKeys(written);
  const result = v.safeParse(scenarioSchema, json);
  if (result.success) return { scenario: result.output, keysIn };
  const problems = result.issues.map((issue) =>
    fatal('scenario-invalid', {
      path: v.getDotPath(issue) ?? '',
      expected: issue.expected ?? issue.message,
    }),
  );
  return { problems, keysIn };
}

const fatal = (code: string, params: Problem['params']): Problem => ({
  code,
  severity: 'fatal',
  params,
  source: null,
});
