/**
 * The fourteen policies. Sources: Chromium net/cert/x509_certificate.cc VerifyHostname; mozilla::pkix pkixnames.cpp;
 * OpenSSL crypto/x509/v3_utl.c; CPython Modules/_ssl.c and, for 3.6, Lib/ssl.py; curl lib/vtls/hostcheck.c and
 * openssl.c; GnuTLS lib/x509/hostname-verify.c and lib/str.c; Go crypto/x509/verify.go; OpenJDK
 * sun.security.util.HostnameChecker; Node lib/tls.js; RFC 9525, RFC 6125, RFC 2818. `xp` is a sketch after
 * Wine's old crypt32 chain.c: Windows itself was not observed.
 */
import type { NameSyntax } from './nameSyntax.ts';
import type {
  CertificateRules,
  ClientPolicy,
  CommonNameRules,
  PresentedRules,
  ReferenceRules,
  WildcardRules,
} from './policy.ts';
import type { ClientName } from './types.ts';

const lax: NameSyntax = {
  characters: 'any',
  emptyLabels: 'allowed',
  finalDot: 'allowed',
  hyphens: 'anywhere',
  lastLabel: 'any',
  maxLabel: null,
  maxName: null,
};
/** Java's SNIHostName: STD3 rules (RFC 1123 section 2.1), no final dot, no limit to the whole name. */
const std3: NameSyntax = {
  ...lax,
  characters: 'letters-digits-hyphen',
  emptyLabels: 'refused',
  finalDot: 'refused',
  hyphens: 'inside',
  maxLabel: 63,
};
const mozpkixReference: NameSyntax = {
  ...lax,
  characters: 'letters-digits-hyphen-underscore',
  emptyLabels: 'refused',
  lastLabel: 'not-numeric',
  maxLabel: 63,
  maxName: 253,
};
const preferred: NameSyntax = { ...mozpkixReference, lastLabel: 'begins-alphanumeric' };
const goName: NameSyntax = {
  ...lax,
  characters: 'letters-digits-hyphen-underscore',
  emptyLabels: 'refused',
  hyphens: 'not-first',
};
/** RFC 6066 section 3 host names; the TLS library takes at most 255 octets for server_name. */
const serverName: NameSyntax = { ...lax, maxName: 255 };

const plainReference: ReferenceRules = {
  url: null,
  idn: { mapping: 'none', onFailure: 'keep' },
  ipv4: 'dotted',
  ipv6: { brackets: 'as-text', zone: 'refused' },
  finalDots: { beforeAddress: 0, beforeName: 0 },
  syntax: null,
  invalid: 'no-match',
  leadingDot: 'as-text',
};
const browserReference: ReferenceRules = {
  ...plainReference,
  url: {
    forbidden: /[\0-\x1f#%/:<>?@[\\\]^|\x7f]/,
    lineBreaks: 'dropped',
    endsInNumber: 'refused',
    aLabels: 'checked-beside-u-labels',
  },
  idn: { mapping: 'uts46', onFailure: 'refuse' },
  ipv4: 'whatwg',
  finalDots: { beforeAddress: 0, beforeName: 1 },
};

const accepting: CertificateRules['faults'] = {
  'san-unreadable': 'refused',
  'san-trailing-data': 'accepted',
  'san-empty': 'accepted',
  'san-not-general-name': 'refused',
  'san-not-der': 'accepted',
  'san-not-ia5': 'accepted',
  'san-ip-length': 'accepted',
  'san-name-empty': 'accepted',
  'san-name-too-long': 'accepted',
  'san-repeated': 'refused',
  'empty-subject-san-not-critical': 'accepted',
  'empty-subject-san-absent': 'accepted',
};
/** OpenSSL's X509_get_ext_d2i answers "none" for an extension that it cannot read or finds twice. */
const unreadIsAbsent: CertificateRules['faults'] = {
  ...accepting,
  'san-unreadable': 'absent',
  'san-not-general-name': 'absent',
  'san-repeated': 'absent',
};
const strict: CertificateRules['faults'] = {
  ...accepting,
  'san-trailing-data': 'refused',
  'san-not-der': 'refused',
};
/** RFC 5280 section 4.2: what does not follow the syntax cannot be processed; single names are left to matching. */
const rfc5280: CertificateRules = {
  faults: { ...strict, 'san-empty': 'refused' },
  addressLengths: [4, 16],
};

const names: PresentedRules = {
  octets: 'utf8',
  syntax: null,
  invalid: 'skipped',
  finalDot: 'compared',
  comparison: 'ascii',
};

const wholeLabel: WildcardRules = {
  form: 'whole-label',
  labels: 'left-most',
  labelsAfter: 2,
  unfit: 'ignored',
  otherForm: 'ignored',
  otherLabels: 'ignored',
  syntax: null,
  characters: 'any',
  emptyLabel: 'refused',
  aLabelPattern: 'wildcard',
  aLabelHost: 'matched',
  publicSuffix: 'matched',
};
const opensslWildcard: WildcardRules = {
  ...wholeLabel,
  form: 'start-or-end',
  unfit: 'literal',
  otherForm: 'literal',
  otherLabels: 'literal',
  syntax: { ...std3, maxLabel: null },
  characters: 'letters-digits-hyphen',
  aLabelPattern: 'literal',
  aLabelHost: 'refused',
};

const commonName: CommonNameRules = {
  unless: ['dNSName'],
  which: 'any',
  address: 'never',
  serverAuth: 'ignored',
  domainComponents: 'ignored',
  normalisation: 'any',
  stringTypes: null,
  text: 'as-stored',
  maxOctets: null,
  wildcard: null,
};
/** What OpenSSL reads as a DirectoryString and more; a certificate with another type in it is unreadable. */
const opensslCommonName: CommonNameRules = { ...commonName, stringTypes: [12, 18, 19, 20, 22, 28, 30] };

export const policies: Record<ClientName, ClientPolicy> = {
  rfc9525: {
    client: 'rfc9525',
    program: 'RFC 9525',
    version: '2023',
    basis: 'standard',
    reference: {
      ...plainReference,
      idn: { mapping: 'idna2008', onFailure: 'refuse' },
      ipv6: { brackets: 'optional', zone: 'refused' },
      finalDots: { beforeAddress: 0, beforeName: 1 },
    },
    certificate: rfc5280,
    names: { ...names, octets: 'ascii' },
    wildcard: { ...wholeLabel, labelsAfter: 0 },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: null,
  },
  rfc6125: {
    client: 'rfc6125',
    program: 'RFC 6125',
    version: '2011',
    basis: 'standard',
    reference: {
      ...plainReference,
      idn: { mapping: 'idna2008', onFailure: 'refuse' },
      ipv6: { brackets: 'optional', zone: 'refused' },
      finalDots: { beforeAddress: 0, beforeName: 1 },
    },
    certificate: rfc5280,
    names: { ...names, octets: 'ascii' },
    wildcard: {
      ...wholeLabel,
      form: 'one-anywhere',
      labelsAfter: 0,
      aLabelPattern: 'ignored',
      aLabelHost: 'refused',
    },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: {
      ...commonName,
      unless: ['dNSName', 'uniformResourceIdentifier', 'SRVName'],
      which: 'alone-in-rdn',
    },
  },
  rfc2818: {
    client: 'rfc2818',
    program: 'RFC 2818',
    version: '2000',
    basis: 'standard',
    reference: { ...plainReference, ipv6: { brackets: 'optional', zone: 'refused' } },
    certificate: rfc5280,
    names: { ...names, octets: 'ascii' },
    wildcard: {
      ...wholeLabel,
      form: 'several-anywhere',
      labels: 'any',
      labelsAfter: 0,
    },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: {
      ...commonName,
      which: 'most-specific',
    },
  },
  chrome: {
    client: 'chrome',
    program: 'Chrome',
    version: '156',
    basis: 'observed',
    reference: { ...browserReference, syntax: preferred },
    certificate: {
      faults: {
        ...strict,
        'san-empty': 'refused',
        'san-not-ia5': 'refused',
        'san-ip-length': 'refused',
        'empty-subject-san-not-critical': 'refused',
      },
      addressLengths: [4, 16],
    },
    names: { ...names, finalDot: 'stripped' },
    wildcard: {
      ...wholeLabel,
      labelsAfter: 0,
      otherForm: 'literal',
      otherLabels: 'plain',
      publicSuffix: 'refused',
    },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: null,
  },
  firefox: {
    client: 'firefox',
    program: 'Firefox',
    version: '153 ESR',
    basis: 'observed',
    reference: {
      ...browserReference,
      url: {
        forbidden: /[^A-Za-z0-9.\-_$+\x80-\u{10ffff}]/u,
        lineBreaks: 'dropped',
        endsInNumber: 'refused',
        aLabels: 'checked',
      },
      syntax: mozpkixReference,
    },
    certificate: { faults: strict, addressLengths: [4, 16] },
    names: { ...names, syntax: { ...mozpkixReference, finalDot: 'refused', hyphens: 'inside' } },
    wildcard: wholeLabel,
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: null,
  },
  openssl: {
    client: 'openssl',
    program: 'OpenSSL X509_check_host',
    version: '3.0',
    basis: 'observed',
    reference: {
      ...plainReference,
      ipv4: 'none',
      ipv6: { brackets: 'never', zone: 'refused' },
      leadingDot: 'any-subdomain',
    },
    certificate: { faults: unreadIsAbsent, addressLengths: [4, 16] },
    names,
    wildcard: opensslWildcard,
    addresses: { compared: 'names', mapped: 'different' },
    commonName: opensslCommonName,
  },
  python: {
    client: 'python',
    program: 'Python ssl',
    version: '3.11',
    basis: 'observed',
    reference: {
      ...plainReference,
      idn: { mapping: 'idna2003', onFailure: 'refuse' },
      ipv4: 'dotted-scanned',
      syntax: { ...serverName, emptyLabels: 'refused', maxLabel: 63 },
      invalid: 'refuse',
    },
    certificate: { faults: accepting, addressLengths: [4, 16] },
    names,
    wildcard: { ...opensslWildcard, form: 'whole-label' },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: opensslCommonName,
  },
  python36: {
    client: 'python36',
    program: 'Python ssl.match_hostname',
    version: '3.6 and earlier',
    basis: 'observed',
    reference: { ...plainReference, ipv4: 'dotted-small-zeros' },
    certificate: { faults: unreadIsAbsent, addressLengths: [4, 16] },
    names: { ...names, comparison: 'unicode' },
    wildcard: {
      ...wholeLabel,
      form: 'one-anywhere',
      labelsAfter: 0,
      otherForm: 'halt',
      otherLabels: 'plain',
      aLabelPattern: 'literal',
      aLabelHost: 'refused',
    },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: {
      ...opensslCommonName,
      unless: ['dNSName', 'iPAddress'],
      address: 'compared',
    },
  },
  curl: {
    client: 'curl',
    program: 'curl with OpenSSL',
    version: '7.88',
    basis: 'observed',
    reference: {
      ...plainReference,
      url: {
        forbidden: /[\0-\x20/:#?!@{}[\]\\$'"^`*<>=;,+&()\x7f]/,
        lineBreaks: 'refused',
        endsInNumber: 'name',
        aLabels: 'unchecked',
      },
      idn: { mapping: 'idna2008', onFailure: 'refuse' },
      ipv4: 'inet-aton',
      ipv6: { brackets: 'as-text', zone: 'dropped' },
      finalDots: { beforeAddress: 0, beforeName: 1 },
      syntax: serverName,
      invalid: 'refuse',
    },
    certificate: { faults: accepting, addressLengths: [4, 16] },
    names: { ...names, finalDot: 'stripped' },
    wildcard: {
      ...wholeLabel,
      unfit: 'literal',
      otherForm: 'literal',
      otherLabels: 'plain',
      emptyLabel: 'matched',
    },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: {
      ...opensslCommonName,
      unless: ['dNSName', 'iPAddress'],
      which: 'last',
      address: 'without-wildcard',
    },
  },
  gnutls: {
    client: 'gnutls',
    program: 'GnuTLS',
    version: '3.7',
    basis: 'observed',
    reference: { ...plainReference, idn: { mapping: 'idna2008', onFailure: 'keep' } },
    certificate: {
      faults: { ...strict, 'san-name-empty': 'refused', 'san-name-too-long': 'name-unread' },
      addressLengths: [4, 16],
    },
    names: { ...names, syntax: { ...lax, characters: 'printable-ascii' } },
    wildcard: {
      ...wholeLabel,
      form: 'first-character',
      syntax: { ...lax, finalDot: 'refused' },
      otherForm: 'literal',
      otherLabels: 'plain',
      emptyLabel: 'matched',
    },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: {
      ...commonName,
      stringTypes: [12, 19, 20, 30],
      text: 'rfc4514',
      maxOctets: 255,
      unless: ['dNSName', 'iPAddress', 'uniformResourceIdentifier', 'SRVName'],
      which: 'only',
      serverAuth: 'required',
    },
  },
  go: {
    client: 'go',
    program: 'Go crypto/x509',
    version: '1.19',
    basis: 'observed',
    reference: {
      ...plainReference,
      ipv6: { brackets: 'optional', zone: 'refused' },
      finalDots: { beforeAddress: 0, beforeName: 1 },
      syntax: goName,
      invalid: 'exact-only',
    },
    certificate: {
      faults: {
        ...strict,
        'san-trailing-data': 'accepted',
        'san-not-general-name': 'accepted',
        'san-not-ia5': 'refused',
        'san-ip-length': 'refused',
      },
      addressLengths: [4, 16],
    },
    names: { ...names, syntax: { ...goName, finalDot: 'refused' }, invalid: 'exact-only' },
    wildcard: { ...wholeLabel, labelsAfter: 0, otherForm: 'literal', otherLabels: 'literal' },
    addresses: { compared: 'iPAddress', mapped: 'same' },
    commonName: null,
  },
  java: {
    client: 'java',
    program: 'Java HostnameChecker',
    version: '17',
    basis: 'observed',
    reference: {
      ...plainReference,
      idn: { mapping: 'idna2003', onFailure: 'refuse' },
      ipv4: 'short-decimal',
      ipv6: { brackets: 'as-text', zone: 'dropped' },
      syntax: std3,
      invalid: 'refuse',
    },
    certificate: {
      faults: {
        'san-unreadable': 'absent-unless-critical',
        'san-trailing-data': 'absent-unless-critical',
        'san-empty': 'absent-unless-critical',
        'san-not-general-name': 'absent-unless-critical',
        'san-not-der': 'accepted',
        'san-not-ia5': 'accepted',
        'san-name-empty': 'accepted',
        'san-name-too-long': 'accepted',
        'san-ip-length': 'absent-unless-critical',
        'san-repeated': 'refused',
        'empty-subject-san-not-critical': 'refused',
        'empty-subject-san-absent': 'refused',
      },
      addressLengths: [4, 8, 16, 32],
    },
    names: { ...names, octets: 'ascii', syntax: std3, comparison: 'u-labels' },
    wildcard: {
      ...wholeLabel,
      form: 'several-anywhere',
      labels: 'any',
      labelsAfter: 1,
      publicSuffix: 'public-roots',
    },
    addresses: { compared: 'iPAddress', mapped: 'same' },
    commonName: {
      ...commonName,
      stringTypes: [12, 19, 20, 22, 27, 28, 30],
      which: 'most-specific',
      normalisation: 'nfkc',
    },
  },
  node: {
    client: 'node',
    program: 'Node tls.checkServerIdentity',
    version: '20',
    basis: 'observed',
    reference: {
      ...plainReference,
      ipv6: { brackets: 'as-text', zone: 'dropped' },
      finalDots: { beforeAddress: 1, beforeName: 1 },
    },
    certificate: { faults: { ...unreadIsAbsent, 'san-repeated': 'first' }, addressLengths: [4, 16] },
    names: {
      ...names,
      syntax: { ...lax, characters: 'visible-ascii', emptyLabels: 'refused', finalDot: 'refused' },
      finalDot: 'stripped',
    },
    wildcard: {
      ...wholeLabel,
      form: 'one-anywhere',
      otherLabels: 'plain',
      emptyLabel: 'matched',
      aLabelPattern: 'literal-if-inside',
    },
    addresses: { compared: 'iPAddress', mapped: 'different' },
    commonName: opensslCommonName,
  },
  xp: {
    client: 'xp',
    program: 'Windows XP era browser',
    version: 'illustrative',
    basis: 'illustrative',
    reference: plainReference,
    certificate: { faults: unreadIsAbsent, addressLengths: [4, 16] },
    names,
    wildcard: { ...wholeLabel, form: 'none', otherForm: 'literal', otherLabels: 'literal' },
    addresses: { compared: 'names', mapped: 'different' },
    commonName: {
      ...commonName,
      unless: [
        'otherName',
        'rfc822Name',
        'dNSName',
        'x400Address',
        'directoryName',
        'ediPartyName',
        'uniformResourceIdentifier',
        'iPAddress',
        'registeredID',
      ],
      which: 'first',
      address: 'compared',
      domainComponents: 'instead',
      wildcard: { ...wholeLabel, form: 'end', labels: 'leading', labelsAfter: 0, emptyLabel: 'matched' },
    },
  },
};
