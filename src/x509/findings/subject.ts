/** What the rules look at, and what they answer. */
import type { Asn1Document } from '../../asn1/document.ts';
import type { NodeNames } from '../../asn1/nameNodes.ts';
import type { Params } from '../../decision.ts';
import { sameName } from '../name.ts';
import type { Certificate, Extension, GeneralName, Place } from '../types.ts';
import type { FindingCode, FindingSeverity } from './findingKinds.ts';

/**
 * What names mean, from a room above: `toAscii` gives a host name with A-labels, lower-cased, null when it is none.
 * `isPublicSuffix`: whether a domain (A-labels) is one that others register under; null while the list is not loaded.
 */
export type NameTools = {
  toAscii(host: string): string | null;
  isPublicSuffix: ((domain: string) => boolean) | null;
};

/** `root`: a self-issued CA, on which nobody checks what a chain brings; `ca`: another CA; `leaf`: all else. */
export type Role = 'root' | 'ca' | 'leaf';

export type Subject = {
  certificate: Certificate;
  /** The expanded document that was made of the same bytes, and the names of its nodes. */
  document: Asn1Document;
  names: NodeNames;
  role: Role;
  /** A leaf that a TLS server may use: it has no purposes, or serverAuth among them. */
  isServer: boolean;
  now: Date;
  nameTools: NameTools;
};

/** Something a rule found. `severity`: where it is not the usual one of the code. */
export type Hit = { code: FindingCode; place: Place; params?: Params; severity?: FindingSeverity };

export type Rule = (subject: Subject) => Hit[];

export function roleOf(certificate: Certificate): Role {
  const { der, subject, issuer } = certificate;
  if (certificate.basicConstraints?.ca !== true) return 'leaf';
  return sameName({ name: subject, der }, { name: issuer, der }) ? 'root' : 'ca';
}

/** Null: the extension is absent or unreadable, so it limits nothing. */
export const servesTls = ({ extKeyUsage }: Certificate): boolean =>
  extKeyUsage === null ||
  extKeyUsage.some((purpose) => purpose === 'serverAuth' || purpose === 'anyExtendedKeyUsage');

export const extensionOf = ({ extensions }: Certificate, oid: string): Extension | undefined =>
  extensions.find((extension) => extension.oid === oid);

export const subjectAltNames = ({ subjectAltNames: occurrences }: Certificate): GeneralName[] =>
  occurrences.flatMap(({ names }) => names);

/** One hit where `condition` holds. */
export const when = (condition: boolean, hit: Hit): Hit[] => (condition ? [hit] : []);
