/** A scenario is JSON: the share link, the sample, the golden test and the lesson's material in one shape. */
import * as v from 'valibot';
import type { Problem } from '../decision.ts';
import { clientCertificates, softwareNames, tlsVersions } from '../hosting/model.ts';
import { clientNames } from '../identity/types.ts';

/** What stands in where a certificate was given and its key was not; `sim/credentials.ts` says how. */
export const keylessModes = ['names-only', 'twin', 'thief'] as const;
/** Encrypted Client Hello: what the client has to seal with, and what the server has to open it. */
export const echClients = ['filler', 'on'] as const;
export const echServers = ['key', 'other-key', 'none'] as const;
export type EchClient = (typeof echClients)[number];
export type EchServer = (typeof echServers)[number];

export type KeylessMode = (typeof keylessModes)[number];

const isoInstant = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'an ISO 8601 instant'),
);

const configuredServer = v.object({
  software: v.picklist(softwareNames),
  /** Path as the configuration names it -> text. */
  files: v.record(v.string(), v.string()),
  mainFile: v.string(),
  /** The program's version whose rules hold; absent: the newest one known here. */
  softwareVersion: v.optional(v.string()),
  /** false: the program's TLS library cannot read server_name. Absent: it can. */
  supportsSni: v.optional(v.boolean()),
});

const scenarioSchema = v.object({
  version: v.literal(1),
  server: v.union([v.object({ preset: v.string() }), configuredServer]),
  /** Path as the configuration names it -> PEM. Added to those of a preset. Never a private key. */
  certificates: v.record(v.string(), v.string()),
  client: v.picklist(clientNames),
  sendSni: v.boolean(),
  /** As typed; a URL that cannot be used makes the first step of the trace the last one. */
  url: v.string(),
  /** Host name in lower case -> addresses. Overrides what the server's own sites resolve to. */
  dns: v.record(v.string(), v.array(v.string())),
  /** Offered by the client. */
  versions: v.pipe(v.array(v.picklist(tlsVersions)), v.minLength(1)),
  trust: v.picklist(['lab', 'assume-issuer']),
  /** The instant at which validity is judged. */
  now: isoInstant,
  /** Everything random in the messages is derived from it. */
  seed: v.string(),
  /** What the client answers when the server asks for a certificate. Absent: none. */
  clientCertificate: v.optional(v.picklist(clientCertificates)),
  /** How a certificate takes part whose key nobody gave. Absent: names only. */
  withoutKey: v.optional(v.picklist(keylessModes)),
  /** What the client's hello lists, by IANA's names, best first, where it is not this page's usual hello. */
  offer: v.optional(
    v.object({
      signatureSchemes: v.optional(v.array(v.string())),
      cipherSuites: v.optional(v.array(v.string())),
      groups: v.optional(v.array(v.string())),
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

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/**
 * Reads a scenario from parsed JSON. Problems instead of a scenario: `scenario-invalid` (params `path`, `expected`)
 * and `scenario-private-key` (a scenario is shared, a key never is).
 */
export function parseScenario(json: unknown): { scenario: Scenario } | { problems: Problem[] } {
  const result = v.safeParse(scenarioSchema, json);
  if (!result.success) {
    return {
      problems: result.issues.map((issue) =>
        fatal('scenario-invalid', {
          path: v.getDotPath(issue) ?? '',
          expected: issue.expected ?? issue.message,
        }),
      ),
    };
  }
  const { server, certificates } = result.output;
  const texts = { ...('files' in server ? server.files : {}), ...certificates };
  const keyed = Object.entries(texts).find(([, text]) => privateKey.test(text));
  if (keyed) return { problems: [fatal('scenario-private-key', { file: keyed[0] })] };
  return { scenario: result.output };
}

const fatal = (code: string, params: Problem['params']): Problem => ({
  code,
  severity: 'fatal',
  params,
  source: null,
});
