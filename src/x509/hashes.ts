/** Hash functions by their object identifiers (RFC 3279, RFC 5754). Work without WebCrypto. */
import * as oid from '../asn1/oid.ts';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

export type Hash = typeof md5 | typeof sha256 | typeof sha512;

export const hashes: Partial<Record<string, Hash>> = {
  [oid.sha1]: sha1,
  [oid.sha224]: sha224,
  [oid.sha256]: sha256,
  [oid.sha384]: sha384,
  [oid.sha512]: sha512,
};
