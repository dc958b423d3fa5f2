/**
 * What can differ between clients, as data: the walk reads it, and the page draws its table of differences from it.
 * Each field says what the program does, not what would be right.
 */
import type { GeneralNameType, SanMalformation } from '../x509/types.ts';
import type { Ipv4Spelling } from './address.ts';
import type { IdnMapping } from './idna.ts';
import type { NameSyntax } from './nameSyntax.ts';
import type { ClientName } from './types.ts';

export type ClientPolicy = {
  client: ClientName;
  program: string;
  version: string;
  /** Whether compared with the program itself, read in a standard, or only a sketch of how such programs behaved. */
  basis: 'observed' | 'standard' | 'illustrative';
  reference: ReferenceRules;
  certificate: CertificateRules;
  names: PresentedRules;
  wildcard: WildcardRules;
  addresses: AddressRules;
  /** null: the subject's common name is never looked at. */
  commonName: CommonNameRules | null;
};

/** From the host as given to the reference identifier. */
export type ReferenceRules = {
  /** null: the host is taken as it is, not out of a URL. */
  url: UrlRules | null;
  /** `none`: non-ASCII octets stay. `onFailure` `keep`: the host stays as it is; `refuse`: it is refused. */
  idn: { mapping: IdnMapping | 'none'; onFailure: 'keep' | 'refuse' };
  ipv4: Ipv4Spelling;
  /** `never`: every host is a name. Brackets (RFC 3986) and a zone (RFC 4007) around the address. */
  ipv6: { brackets: 'never' | 'optional' | 'as-text'; zone: 'refused' | 'dropped' };
  /** Final dots taken off before the host is read as an address, and again before it is compared as a name. */
  finalDots: { beforeAddress: 0 | 1; beforeName: 0 | 1 };
  /** null: any text is compared. */
  syntax: NameSyntax | null;
  /** What a name outside `syntax` comes to: refused at once, no match, or only compared letter by letter. */
  invalid: 'refuse' | 'no-match' | 'exact-only';
  /** A host that begins with a dot. `any-subdomain`: matches every name that ends in it (OpenSSL). */
  leadingDot: 'as-text' | 'any-subdomain';
};

export type UrlRules = {
  /** Characters that make the URL invalid after percent-decoding. */
  forbidden: RegExp;
  /** Tab and line feed inside are left out (WHATWG) or make the URL invalid. */
  lineBreaks: 'dropped' | 'refused';
  /** A host that ends in a number and is no address. */
  endsInNumber: 'refused' | 'name';
  /** Whether A-labels must decode: always, only beside U-labels, or never. */
  aLabels: 'checked' | 'checked-beside-u-labels' | 'unchecked';
};

/** What can be wrong with the certificate's identifiers as a whole. */
export type CertificateFault =
  | SanMalformation
  | 'san-repeated'
  /** A name of no octets, and one of more than 255 (what RFC 1035 section 2.3.4 leaves a DNS name). */
  | 'san-name-empty'
  | 'san-name-too-long'
  | 'empty-subject-san-not-critical'
  | 'empty-subject-san-absent';

/**
 * `refused`: the certificate is not used at all; `absent`: as if there were no subjectAltName; `absent-unless-critical`:
 * so, but refused when the extension is critical; `first`: the first occurrence counts; `name-unread`: the
 * faulty name matches nothing, and a common name is not looked at in its place; `accepted`: read as it stands.
 */
export type FaultTreatment =
  'accepted' | 'refused' | 'absent' | 'absent-unless-critical' | 'first' | 'name-unread';

export type CertificateRules = {
  faults: Record<CertificateFault, FaultTreatment>;
  /** Octet counts of an iPAddress that are not a fault (RFC 5280 section 4.2.1.6: 4 and 16). */
  addressLengths: readonly number[];
};

/** How a dNSName (and a common name) is read. */
export type PresentedRules = {
  /** A dNSName is an IA5String. `utf8`: other octets are compared all the same, as UTF-8. */
  octets: 'ascii' | 'utf8';
  /** null: any text is compared. */
  syntax: NameSyntax | null;
  /** A name outside `syntax`. */
  invalid: 'skipped' | 'exact-only';
  finalDot: 'stripped' | 'compared';
  /** `ascii`: ASCII letters without regard to case; `unicode`: any letter; `u-labels`: both sides decoded (Java). */
  comparison: 'ascii' | 'unicode' | 'u-labels';
};

export type WildcardRules = {
  /** Where in a label a `*` may stand to be a wildcard. */
  form:
    'none' | 'whole-label' | 'start-or-end' | 'end' | 'first-character' | 'one-anywhere' | 'several-anywhere';
  /** `leading`: wildcard labels before any plain one. */
  labels: 'left-most' | 'leading' | 'any';
  /** Labels needed after the last wildcard label. */
  labelsAfter: number;
  /** The name, each `*` read as a letter, must be such a name; null: anything. */
  syntax: NameSyntax | null;
  /** A name with fewer labels, or outside `syntax`. */
  unfit: 'literal' | 'ignored';
  /** A `*` in the left-most label in another form. `halt`: nothing further is compared. */
  otherForm: 'literal' | 'ignored' | 'halt';
  /** A `*` in a label that may have none: that character, the whole name literal, or the name ignored. */
  otherLabels: 'plain' | 'literal' | 'ignored';
  /** What a `*` may stand for. A literal `*` in the host is one of them for `letters-digits-hyphen`. */
  characters: 'any' | 'letters-digits-hyphen';
  /** Whether `*` as a whole label matches an empty one. */
  emptyLabel: 'matched' | 'refused';
  /** A `*` among other characters in a pattern label that begins with (or contains) `xn--`. */
  aLabelPattern: 'wildcard' | 'literal' | 'literal-if-inside' | 'ignored';
  /** Such a `*` against a host label that begins with `xn--`. */
  aLabelHost: 'matched' | 'refused';
  /** `refused`: not if what follows `*` is the host's public suffix; `public-roots`: only for chains to a public root. */
  publicSuffix: 'matched' | 'refused' | 'public-roots';
};

export type AddressRules = {
  /** `names`: there is no address matching, an address text is compared with names. */
  compared: 'iPAddress' | 'names';
  /** Whether `::ffff:a.b.c.d` and `a.b.c.d` are the same address. */
  mapped: 'same' | 'different';
};

export type CommonNameRules = {
  /** Only if none of these stands in subjectAltName. `SRVName` is RFC 4985's otherName. */
  unless: readonly (GeneralNameType | 'SRVName')[];
  which: 'any' | 'first' | 'last' | 'only' | 'most-specific' | 'alone-in-rdn';
  /** Whether an address text may match a common name. `without-wildcard`: only literally. */
  address: 'never' | 'compared' | 'without-wildcard';
  /** extKeyUsage, if present, must allow server authentication. */
  serverAuth: 'ignored' | 'required';
  /** domainComponent attributes, if there are any, must hold every label of the host; then CN is not looked at. */
  domainComponents: 'ignored' | 'instead';
  /** `nfkc`: a common name that is not in Unicode NFKC is not compared. */
  normalisation: 'any' | 'nfkc';
  /** Universal tag numbers of the string types that are read (12 UTF8String, 30 BMPString …); null: any. */
  stringTypes: readonly number[] | null;
  /** `rfc4514`: compared as RFC 4514 section 2.4 writes it, with a backslash before special characters (GnuTLS). */
  text: 'as-stored' | 'rfc4514';
  /** Longer ones are not read. Octets of `text`; null: no limit. */
  maxOctets: number | null;
  /** Where the wildcard rules differ from those for dNSName. */
  wildcard: WildcardRules | null;
};
