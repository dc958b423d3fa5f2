/** The policies as rows of a table: how clients differ, as codes that `content/` has words for. */
import type { NameSyntax } from '../identity/nameSyntax.ts';
import { policies } from '../identity/policies.ts';
import type { ClientPolicy, FaultTreatment } from '../identity/policy.ts';
import type { ClientName } from '../identity/types.ts';

export const policyTopics = [
  'wildcard',
  'labelsAfter',
  'publicSuffix',
  'finalDot',
  'underscore',
  'commonName',
  'whichCommonName',
  'addresses',
  'idn',
  'malformedSan',
] as const;
export type PolicyTopic = (typeof policyTopics)[number];

/** `literal`: such a name only matches letter by letter. */
export type DotTreatment = 'removed' | 'kept' | 'refused' | 'literal';
export type UnderscoreTreatment = 'allowed' | 'refused' | 'literal';

/** What a client does, topic by topic. */
export type PolicyRow = {
  client: ClientName;
  program: string;
  version: string;
  basis: ClientPolicy['basis'];
  wildcard: ClientPolicy['wildcard']['form'];
  /** Which labels may hold a wildcard. */
  wildcardLabels: ClientPolicy['wildcard']['labels'];
  labelsAfter: number;
  publicSuffix: ClientPolicy['wildcard']['publicSuffix'];
  /** A final dot of the host and one in the certificate. */
  finalDot: { host: DotTreatment; presented: DotTreatment };
  underscore: { host: UnderscoreTreatment; presented: UnderscoreTreatment };
  commonName: NonNullable<ClientPolicy['commonName']>['unless'] | null;
  whichCommonName: NonNullable<ClientPolicy['commonName']>['which'] | 'domain-components' | null;
  addresses: ClientPolicy['addresses'] & { spelling: ClientPolicy['reference']['ipv4'] };
  idn: ClientPolicy['reference']['idn'];
  /** A subjectAltName that cannot be read, and one that stands there twice. */
  malformedSan: { unreadable: FaultTreatment; repeated: FaultTreatment };
};

/** A row for each of `clients`. */
export const policyRows = (clients: readonly ClientName[]): PolicyRow[] =>
  clients.map((client) => policyRow(policies[client]));

function policyRow(policy: ClientPolicy): PolicyRow {
  const { client, program, version, basis, reference, certificate, names, wildcard, commonName } = policy;
  return {
    client,
    program,
    version,
    basis,
    wildcard: wildcard.form,
    wildcardLabels: wildcard.labels,
    labelsAfter: wildcard.labelsAfter,
    publicSuffix: wildcard.publicSuffix,
    finalDot: {
      host: reference.finalDots.beforeName > 0 ? 'removed' : dot(reference.syntax, reference.invalid),
      presented: names.finalDot === 'stripped' ? 'removed' : dot(names.syntax, names.invalid),
    },
    underscore: {
      host: underscore(reference.syntax, reference.invalid),
      presented: underscore(names.syntax, names.invalid),
    },
    commonName: commonName?.unless ?? null,
    whichCommonName:
      commonName?.domainComponents === 'instead' ? 'domain-components' : (commonName?.which ?? null),
    addresses: { ...policy.addresses, spelling: reference.ipv4 },
    idn: reference.idn,
    malformedSan: {
      unreadable: certificate.faults['san-unreadable'],
      repeated: certificate.faults['san-repeated'],
    },
  };
}

type Outside = ClientPolicy['reference']['invalid'] | ClientPolicy['names']['invalid'];

const dot = (syntax: NameSyntax | null, outside: Outside): DotTreatment =>
  syntax?.finalDot !== 'refused' ? 'kept' : outside === 'exact-only' ? 'literal' : 'refused';

const underscore = (syntax: NameSyntax | null, outside: Outside): UnderscoreTreatment =>
  syntax?.characters !== 'letters-digits-hyphen'
    ? 'allowed'
    : outside === 'exact-only'
      ? 'literal'
      : 'refused';
