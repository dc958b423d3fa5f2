/**
 * PKCS#12 files (RFC 7292): the certificates and revocation lists in them, and of the private keys what is public. Read
 * from the node table; loaded only when there is such a file.
 */
import { equalBytes } from '../bytes/equalBytes.ts';
import * as oid from '../asn1/oid.ts';
import { scan } from '../asn1/scan.ts';
import { childrenOf, contentOf, isUniversal, tag, topOf, type Cursor } from './cursor.ts';
import type { Hash } from './hashes.ts';
import { mostRounds, PasswordWork, pkcs12Derivation, type Derivation } from './keyDerivation.ts';
import {
  decryptWithPassword,
  readCount,
  readScheme,
  tooCostly,
  type Refused,
  type Scheme,
} from './passwordEncryption.ts';
import { bagsIn, contentInfo, encryptedParts, isBlank, octetsOf } from './pkcs12Content.ts';
import { bmpString, hashOf, mac } from './pkcs12Key.ts';

/** `label`: as in PEM. A private key is PKCS#8, decrypted: whoever gets it must forget it. */
export type Pkcs12Content = { label: 'CERTIFICATE' | 'X509 CRL' | 'PRIVATE KEY'; der: Uint8Array };

/**
 * `unreadable`: how many of its parts could not be opened, `refused`: why the first of them (null: for no reason that
 * can be named). `isAltered`: the password decrypts it, but the MAC does not fit. `isUnchecked`: it needed no password
 * to be read, or its keys were blanked out before, so the MAC says nothing. `bareKeys`: octets of the file that are
 * private keys without encryption. `isWithinReach`: what costs too much here is done for a password that is typed.
 */
export type Pkcs12Result = { bareKeys: Uint8Array[] } & (
  | {
      outcome: 'opened';
      contents: Pkcs12Content[];
      unreadable: number;
      refused: Refused | null;
      isAltered: boolean;
      isUnchecked: boolean;
    }
  | { outcome: 'wrong-password' | 'damaged' | 'unreadable' }
  | (Refused & { isWithinReach: boolean })
);

/**
 * Checks the MAC, then opens each part. Never throws. A wrong password is told from damage: a file that was cut or does
 * not parse is damaged whatever the password; where the MAC does not fit, decryption that comes out well says that the
 * password is right.
 */
export function openPkcs12(der: Uint8Array, password: string, work: PasswordWork): Pkcs12Result {
  const document = scan(der);
  const outer = topOf(document);
  const isBroken = document.diagnostics.some(({ kind }) => kind === 'broken');
  const [, authSafe, macData] = outer === null ? [] : childrenOf(outer);
  if (isBroken || authSafe === undefined) return { outcome: 'damaged', bareKeys: [] };
  const content = contentInfo(authSafe);
  if (content?.type !== oid.data) return { outcome: 'unreadable', bareKeys: [] };
  const safe = octetsOf(content.value);
  const parts = topOf(scan(safe));
  if (parts === null || !isUniversal(parts, tag.sequence)) return { outcome: 'damaged', bareKeys: [] };
  const encrypted = schemesIn(childrenOf(parts));
  const mac = macData === undefined ? null : readMac(macData, password);
  const asked = [...(mac?.derivations ?? []), ...encrypted.flatMap(({ derivations }) => derivations)];
  if (!work.allows(asked)) return withoutWork(childrenOf(parts), encrypted, asked);
  const macFits = mac && checkMac(mac, safe, password, work);
  return outcomeOf(openParts(childrenOf(parts), { password, work, macFits }), macFits);
}

/** What is encrypted in a file as it lies there; what is inside encrypted parts is not known. */
const schemesIn = (parts: readonly Cursor[]): Scheme[] =>
  parts
    .flatMap((part) => {
      const content = contentInfo(part);
      if (content?.type === oid.encryptedData) return encryptedParts(content.value).algorithm ?? [];
      if (content?.type !== oid.data) return [];
      const keys = bagsIn(octetsOf(content.value)).filter(({ type }) => type === oid.pkcs8ShroudedKeyBag);
      return keys.flatMap(({ value }) => (value && childrenOf(value)[0]) ?? []);
    })
    .map(readScheme)
    .filter((scheme): scheme is Scheme => !('outcome' in scheme));

/** It asks for more work than is done: only what lies there without encryption is looked at. */
function withoutWork(
  parts: readonly Cursor[],
  encrypted: readonly Scheme[],
  asked: readonly Derivation[],
): Pkcs12Result {
  const opened = openParts(parts, { password: '', work: new PasswordWork(0), macFits: null });
  const [first] = encrypted;
  const isWithinReach = new PasswordWork(mostRounds).allows(asked);
  if (first !== undefined)
    return { ...tooCostly(first.algorithm, asked), isWithinReach, bareKeys: opened.bareKeys };
  return outcomeOf(opened, false);
}

/**
 * Where no password can open anything, none is asked for. With a MAC that fits, what cannot be decrypted has another
 * password or an algorithm that is not known here.
 */
function outcomeOf(opened: Opened, macFits: boolean | null): Pkcs12Result {
  const { contents, bareKeys, decrypted, wrong, refused } = opened;
  if (refused !== null && contents.length === 0 && decrypted === 0 && wrong === 0)
    return { ...refused, bareKeys, isWithinReach: false };
  const isPlain = decrypted === 0 && wrong === 0 && contents.length > 0;
  const isUnchecked = macFits === false && (isPlain || opened.blanked > 0);
  if (macFits !== true && decrypted === 0 && !isPlain && (wrong > 0 || macFits === false)) {
    return { outcome: 'wrong-password', bareKeys };
  }
  const unreadable = opened.unreadable + (macFits === true ? wrong : 0);
  if (contents.length === 0 && unreadable > 0) return { outcome: 'unreadable', bareKeys };
  const isAltered = !isUnchecked && (macFits === false || (macFits === null && wrong > 0));
  return { outcome: 'opened', contents, unreadable, refused, bareKeys, isAltered, isUnchecked };
}

/** MacData (RFC 7292 section 4), read; an empty password has two derivations. */
type Mac = { hash: Hash; expected: Uint8Array; derivations: Derivation[] };

/** null: by an algorithm that is not known here. */
function readMac(macData: Cursor, password: string): Mac | null {
  const [digestInfo, salt, count] = childrenOf(macData);
  const [algorithm, expected] = digestInfo ? childrenOf(digestInfo) : [];
  const hash = algorithm ? hashOf(algorithm) : null;
  const iterations = count === undefined ? 1 : readCount(count);
  if (hash === null || expected === undefined || salt === undefined || iterations === null) return null;
  // an empty password is two zero octets for some programs, and nothing for others
  const secrets = password === '' ? [bmpString, () => new Uint8Array()] : [bmpString];
  const derivations = secrets.map((secretOf) =>
    pkcs12Derivation(hash, secretOf, contentOf(salt), iterations, 3, hash.outputLen),
  );
  return { hash, expected: contentOf(expected), derivations };
}

const checkMac = (
  { hash, expected, derivations }: Mac,
  safe: Uint8Array,
  password: string,
  work: PasswordWork,
): boolean =>
  derivations.some((derivation) => {
    const key = work.derive(derivation, password);
    return key !== null && equalBytes(mac(hash, key, safe), expected);
  });

/** `macFits`: whether the password is the one of the MAC; null: there is none, or it says nothing. */
type Opening = { password: string; work: PasswordWork; macFits: boolean | null };

type Opened = {
  contents: Pkcs12Content[];
  bareKeys: Uint8Array[];
  /** Keys that an earlier reading of the file has overwritten with zeros. */
  blanked: number;
  decrypted: number;
  wrong: number;
  unreadable: number;
  refused: Refused | null;
};

function openParts(parts: readonly Cursor[], opening: Opening): Opened {
  const counts = { blanked: 0, decrypted: 0, wrong: 0, unreadable: 0 };
  const opened: Opened = { contents: [], bareKeys: [], ...counts, refused: null };
  for (const part of parts) {
    const content = contentInfo(part);
    if (content?.type === oid.data) readBags(octetsOf(content.value), opening, opened);
    else if (content?.type === oid.encryptedData) openEncrypted(content.value, opening, opened);
    else opened.unreadable++;
  }
  return opened;
}

function openEncrypted(encrypted: Cursor, opening: Opening, opened: Opened): void {
  const { algorithm, octets } = encryptedParts(encrypted);
  const bytes = algorithm && octets && decrypt(algorithm, octetsOf(octets), opening, opened);
  if (bytes) readBags(bytes, opening, opened);
}

/**
 * What comes out must be one SEQUENCE: padding alone is right by chance once in 256 times. Where the MAC does not fit
 * and the first part does not open, the password is wrong: the others are not tried.
 */
function decrypt(
  algorithm: Cursor,
  data: Uint8Array,
  { password, work, macFits }: Opening,
  opened: Opened,
): Uint8Array | null {
  if (macFits === false && opened.wrong > 0 && opened.decrypted === 0) {
    opened.wrong++;
    return null;
  }
  const result = decryptWithPassword(algorithm, data, password, work);
  if ('algorithm' in result) {
    opened.unreadable++;
    opened.refused ??= result;
  } else if (result.outcome === 'plain' && isOneSequence(result.bytes)) {
    opened.decrypted++;
    return result.bytes;
  } else opened.wrong++;
  return null;
}

function isOneSequence(bytes: Uint8Array): boolean {
  const document = scan(bytes);
  const outer = topOf(document);
  return outer !== null && isUniversal(outer, tag.sequence) && document.end(0) === bytes.length;
}

function readBags(bytes: Uint8Array, opening: Opening, opened: Opened): void {
  for (const { type, wrapped, value } of bagsIn(bytes)) {
    if (type === oid.keyBag && wrapped && isBlank(wrapped)) opened.blanked++;
    else if (value !== undefined) readBag(type, value, opening, opened);
  }
}

function readBag(type: string | undefined, value: Cursor, opening: Opening, opened: Opened): void {
  const { document, node } = value;
  const whole = document.bytes.subarray(document.start(node), document.end(node));
  if (type === oid.keyBag) {
    opened.contents.push({ label: 'PRIVATE KEY', der: whole });
    opened.bareKeys.push(whole);
  } else if (type === oid.pkcs8ShroudedKeyBag) {
    const [algorithm, octets] = childrenOf(value);
    const der = algorithm && octets && decrypt(algorithm, octetsOf(octets), opening, opened);
    if (der) opened.contents.push({ label: 'PRIVATE KEY', der });
  } else if (type === oid.certBag || type === oid.crlBag) {
    const octets = childrenOf(value)[1];
    const inner = octets && childrenOf(octets)[0];
    const label = type === oid.certBag ? 'CERTIFICATE' : 'X509 CRL';
    if (inner) opened.contents.push({ label, der: octetsOf(inner) });
  }
}
