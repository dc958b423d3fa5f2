/**
 * PKCS#12 files (RFC 7292): the certificates and revocation lists in them, and of the private keys what is public. Read
 * from the node table; loaded only when there is such a file.
 */
import { scan } from '../asn1/scan.ts';
import { sameBytes } from './chainPath.ts';
import { childrenOf, contentOf, isContext, isUniversal, tag, topOf, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import { decryptWithPassword, readCount, type Refused } from './passwordEncryption.ts';
import { bmpString, hashOf, mac, pkcs12Key } from './pkcs12Key.ts';

/** `label`: as in PEM. A private key is PKCS#8, decrypted: whoever gets it must forget it. */
export type Pkcs12Content = { label: 'CERTIFICATE' | 'X509 CRL' | 'PRIVATE KEY'; der: Uint8Array };

/**
 * `unreadable`: how many of its parts could not be opened, `refused`: why the first of them (null: for no reason that
 * can be named). `isAltered`: the password decrypts it, but the MAC does not fit. `isUnchecked`: it needed no password
 * to be read, or its keys were blanked out before, so the MAC says nothing. `bareKeys`: octets of the file that are
 * private keys without encryption.
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
  | Refused
);

const oid = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  crlBag: '1.2.840.113549.1.12.10.1.4',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
} as const;

/**
 * Checks the MAC, then opens each part. Never throws. A wrong password is told from damage: a file that was cut or does
 * not parse is damaged whatever the password; where the MAC does not fit, decryption that comes out well says that the
 * password is right.
 */
export function openPkcs12(der: Uint8Array, password: string): Pkcs12Result {
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
  const macFits = macData === undefined ? null : checkMac(macData, safe, password);
  return outcomeOf(openParts(childrenOf(parts), password), macFits);
}

/**
 * Where no password can open anything, none is asked for. With a MAC that fits, what cannot be decrypted has another
 * password or an algorithm that is not known here.
 */
function outcomeOf(opened: Opened, macFits: boolean | null): Pkcs12Result {
  const { contents, bareKeys, decrypted, wrong, refused } = opened;
  if (refused !== null && contents.length === 0 && decrypted === 0 && wrong === 0)
    return { ...refused, bareKeys };
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

/** MacData (RFC 7292 section 4). null: by an algorithm that is not known here. */
function checkMac(macData: Cursor, safe: Uint8Array, password: string): boolean | null {
  const [digestInfo, salt, count] = childrenOf(macData);
  const [algorithm, expected] = digestInfo ? childrenOf(digestInfo) : [];
  const hash = algorithm ? hashOf(algorithm) : null;
  const iterations = count === undefined ? 1 : readCount(count);
  if (hash === null || expected === undefined || salt === undefined || iterations === null) return null;
  // an empty password is two zero octets for some programs, and nothing for others
  const secrets = password === '' ? [bmpString(''), new Uint8Array()] : [bmpString(password)];
  return secrets.some((secret) => {
    const key = pkcs12Key(hash, secret, contentOf(salt), iterations, 3, hash.outputLen);
    return sameBytes(mac(hash, key, safe), contentOf(expected));
  });
}

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

function openParts(parts: readonly Cursor[], password: string): Opened {
  const counts = { blanked: 0, decrypted: 0, wrong: 0, unreadable: 0 };
  const opened: Opened = { contents: [], bareKeys: [], ...counts, refused: null };
  for (const part of parts) {
    const content = contentInfo(part);
    if (content?.type === oid.data) readBags(octetsOf(content.value), password, opened);
    else if (content?.type === oid.encryptedData) openEncrypted(content.value, password, opened);
    else opened.unreadable++;
  }
  return opened;
}

/** EncryptedData (RFC 5652 section 8): `version, { contentType, algorithm, [0] octets }`. */
function openEncrypted(encrypted: Cursor, password: string, opened: Opened): void {
  const info = childrenOf(encrypted)[1];
  const [, algorithm, octets] = info ? childrenOf(info) : [];
  const bytes = algorithm && octets && decrypt(algorithm, octetsOf(octets), password, opened);
  if (bytes) readBags(bytes, password, opened);
}

/** What comes out must be one SEQUENCE: padding alone is right by chance once in 256 times. */
function decrypt(algorithm: Cursor, data: Uint8Array, password: string, opened: Opened): Uint8Array | null {
  const result = decryptWithPassword(algorithm, data, password);
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

/** SafeContents (RFC 7292 section 4.2); those inside it are read behind the others. */
function readBags(bytes: Uint8Array, password: string, opened: Opened): void {
  const outer = topOf(scan(bytes));
  const bags = outer === null ? [] : childrenOf(outer);
  for (const bag of bags) {
    const [type, wrapped] = childrenOf(bag);
    const value = wrapped && childrenOf(wrapped)[0];
    const bagType = readObjectIdentifier(type)?.oid;
    if (bagType === oid.keyBag && wrapped && isBlank(wrapped)) opened.blanked++;
    else if (value === undefined) continue;
    else if (bagType === oid.safeContentsBag) for (const inner of childrenOf(value)) bags.push(inner);
    else readBag(bagType, value, password, opened);
  }
}

const isBlank = (cursor: Cursor): boolean => contentOf(cursor).every((octet) => octet === 0);

function readBag(type: string | undefined, value: Cursor, password: string, opened: Opened): void {
  const { document, node } = value;
  const whole = document.bytes.subarray(document.start(node), document.end(node));
  if (type === oid.keyBag) {
    opened.contents.push({ label: 'PRIVATE KEY', der: whole });
    opened.bareKeys.push(whole);
  } else if (type === oid.shroudedKeyBag) {
    const [algorithm, octets] = childrenOf(value);
    const der = algorithm && octets && decrypt(algorithm, octetsOf(octets), password, opened);
    if (der) opened.contents.push({ label: 'PRIVATE KEY', der });
  } else if (type === oid.certBag || type === oid.crlBag) {
    const octets = childrenOf(value)[1];
    const inner = octets && childrenOf(octets)[0];
    const label = type === oid.certBag ? 'CERTIFICATE' : 'X509 CRL';
    if (inner) opened.contents.push({ label, der: octetsOf(inner) });
  }
}

/** ContentInfo (RFC 5652 section 3): its type and what is in its [0]. */
function contentInfo(cursor: Cursor): { type: string; value: Cursor } | null {
  const [type, wrapped] = childrenOf(cursor);
  const identifier = readObjectIdentifier(type);
  const value = wrapped && isContext(wrapped, 0) ? childrenOf(wrapped)[0] : undefined;
  return identifier === null || value === undefined ? null : { type: identifier.oid, value };
}

/** The octets of an OCTET STRING; BER may have cut it into pieces. */
function octetsOf(cursor: Cursor): Uint8Array {
  if (!cursor.document.constructed(cursor.node)) return contentOf(cursor);
  const pieces = childrenOf(cursor).map(contentOf);
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
