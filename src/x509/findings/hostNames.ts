/** Whether a text could be meant as a host. */
import * as oid from '../../asn1/oid.ts';
import ipaddr from 'ipaddr.js';

/** id-at-commonName. */
export const COMMON_NAME = oid.commonName;

/** RFC 1034 section 3.5 and RFC 5890: preferred name syntax, underscores and asterisks apart; null: it is kept. */
export function dnsFault(name: string): 'empty' | 'too-long' | 'label' | 'character' | null {
  if (name === '' || name === ' ') return 'empty';
  if (name.length > 253) return 'too-long';
  if (!/^[A-Za-z0-9._*-]*$/.test(name)) return 'character';
  return name.split('.').every((label) => /^[^-](.{0,61}[^-])?$/.test(label)) ? null : 'label';
}

/** An address, or labels with dots between them: what a common name for a server looks like. */
export const isHostName = (text: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(text) ||
  ipaddr.IPv6.isValid(text) ||
  (text.includes('.') && dnsFault(text) === null && !/\.\d+$/.test(text));
