/** What each check of a name came to, by rule id. `program` is the client's program, or the standard itself. */
import type { Params } from '../../decision.ts';
import type { SyntaxFault } from '../../identity/nameSyntax.ts';
import type { CertificateFault, CommonNameRules } from '../../identity/policy.ts';
import type { IdentityRule } from '../../identity/rules.ts';

const syntaxFaults: Record<SyntaxFault, string> = {
  empty: 'it is empty',
  character: 'it holds a character that a host name may not have',
  'empty-label': 'it holds an empty label',
  'final-dot': 'it ends in a dot',
  hyphen: 'a hyphen stands where a label may not have one',
  'last-label': 'its last label cannot be that of a host name',
  'label-too-long': 'a label is longer than 63 octets (RFC 1035 section 2.3.4)',
  'name-too-long': 'it is longer than the name may be',
};

const certificateFaults: Record<CertificateFault, string> = {
  'san-unreadable': 'subjectAltName cannot be read (RFC 5280 section 4.2.1.6)',
  'san-trailing-data': 'octets follow the subjectAltName value',
  'san-empty': 'subjectAltName holds no name (RFC 5280 section 4.2.1.6 asks for at least one)',
  'san-not-general-name': 'subjectAltName holds something that is no GeneralName',
  'san-not-der': 'subjectAltName is not DER encoded (RFC 5280 section 4.2)',
  'san-not-ia5': 'a name in subjectAltName that must be ASCII is not',
  'san-ip-length': 'an iPAddress has neither 4 nor 16 octets',
  'san-name-empty': 'a name in subjectAltName is empty',
  'san-name-too-long': 'a name is longer than 255 octets (RFC 1035 section 2.3.4)',
  'san-repeated': 'subjectAltName stands more than once (RFC 5280 section 4.2)',
  'empty-subject-san-not-critical':
    'the subject is empty and subjectAltName is not critical (RFC 5280 section 4.1.2.6)',
  'empty-subject-san-absent': 'the subject is empty and there is no subjectAltName',
};

const chosenCommonName: Record<CommonNameRules['which'], string> = {
  any: 'any common name',
  first: 'only the first common name',
  last: 'only the last common name',
  only: 'a single common name',
  'most-specific': 'only the most specific common name, which is in the last RDN that has one',
  'alone-in-rdn': 'only a common name that stands alone in its RDN',
};

const fault = (p: Params): string => syntaxFaults[p.fault as SyntaxFault];
const certificateFault = (p: Params): string => certificateFaults[p.fault as CertificateFault];

export const identity: Record<IdentityRule, (p: Params) => string> = {
  'host-port-dropped': (p) => `The port is no part of the host: ${p.to}.`,
  'host-percent-decoded': (p) => `Percent-encoded characters are decoded: ${p.to}.`,
  'host-line-breaks-dropped': (p) => `Tabs and line breaks are left out of a URL: ${p.to}.`,
  'host-final-dot': (p) => `${p.program} takes a final dot off the host: ${p.to}.`,
  'host-to-a-labels': (p) => `${p.program} converts the host to A-labels (IDNA): ${p.to}.`,
  'host-to-address': (p) => `${p.program} reads this as the IP address ${p.to}.`,
  'host-empty': (p) => `${p.program} refuses the URL: it has no host.`,
  'host-forbidden-character': (p) => `${p.program} refuses the URL: a character may not stand in a host.`,
  'host-bad-percent': (p) =>
    `${p.program} refuses the URL: a percent sign does not begin an encoded character.`,
  'host-bad-a-label': (p) => `${p.program} refuses the URL: a label that begins with xn-- cannot be decoded.`,
  'host-bad-address': (p) => `${p.program} refuses the URL: the host must be an IP address and is none.`,
  'host-bad-idn': (p) => `${p.program} refuses the host: it cannot be converted to A-labels.`,
  'host-syntax': (p) => `${p.program} refuses the host before it looks at a certificate: ${fault(p)}.`,
  'host-is-name': (p) => `${p.program} looks for the DNS name ${p.reference}.`,
  'host-is-address': (p) => `${p.program} looks for the IP address ${p.reference}.`,
  'host-only-name': (p) =>
    `${p.program} compares ${p.reference} with names; it does not look at IP addresses.`,
  'host-not-comparable': (p) => `${p.program} compares no certificate with ${p.reference}: ${fault(p)}.`,
  'host-exact-only': (p) => `${p.program} takes only an identical name for ${p.reference}: ${fault(p)}.`,
  'certificate-refused': (p) => `${p.program} does not use this certificate: ${certificateFault(p)}.`,
  'san-counts-as-absent': (p) => `For ${p.program} there is no subjectAltName: ${certificateFault(p)}.`,
  'san-first-counts': (p) => `${p.program} reads the first subjectAltName only: ${certificateFault(p)}.`,
  'san-name-unread': (p) =>
    `${p.program} does not read every name, and no common name in its place: ${certificateFault(p)}.`,
  'san-fault-accepted': (p) => `${p.program} reads the certificate all the same: ${certificateFault(p)}.`,
  'san-absent': () => 'The certificate has no subjectAltName.',
  'type-not-compared': (p) => `${p.program} does not compare ${p.type} with ${p.reference}.`,
  'presented-empty': () => 'An empty name matches no host.',
  'presented-nul': (p) => `${p.presented} holds a NUL octet: it matches no host.`,
  'presented-octets': (p) => `${p.presented} holds octets that ${p.program} cannot read as a name.`,
  'presented-not-nfkc': (p) =>
    `${p.presented} is not in Unicode normal form NFKC: ${p.program} does not compare it.`,
  'presented-string-type': (p) =>
    `${p.program} does not read a common name of that ASN.1 string type: ${p.presented}.`,
  'presented-syntax': (p) => `${p.program} passes over ${p.presented}: ${fault(p)}.`,
  'wildcard-form': (p) => `${p.program} takes no * in that place for a wildcard: ${p.presented} is not used.`,
  'wildcard-few-labels': (p) => `${p.program} wants more labels after the * than ${p.presented} has.`,
  'wildcard-not-for-address': (p) =>
    `${p.program} matches no wildcard against the IP address ${p.reference}.`,
  'name-equal': (p) => `${p.presented} is ${p.reference} (RFC 9525 section 6.3; ASCII case does not count).`,
  'name-subdomain': (p) =>
    `${p.presented} ends in ${p.reference}, which ${p.program} takes for any subdomain.`,
  'wildcard-equal': (p) => `The * in ${p.presented} covers ${p.reference} by the rules of ${p.program}.`,
  'wildcard-equal-suffixes-not-loaded': (p) =>
    `The * in ${p.presented} covers ${p.reference}; the public suffix list that ${p.program} asks is not loaded yet.`,
  'name-differs': (p) => `${p.presented} is not ${p.reference}.`,
  'wildcard-literal-differs': (p) => `For ${p.program} the * in ${p.presented} is an ordinary character.`,
  'wildcard-label-count': (p) =>
    `A * stands for one label: ${p.presented} and ${p.reference} differ in their number.`,
  'wildcard-rest-differs': (p) => `The labels of ${p.presented} without a * are not those of ${p.reference}.`,
  'wildcard-label-differs': (p) =>
    `The label with the * in ${p.presented} does not cover that of ${p.reference}.`,
  'wildcard-empty-label': (p) =>
    `For ${p.program} the * in ${p.presented} does not stand for an empty label.`,
  'wildcard-character': (p) => `For ${p.program} a * stands for letters, digits and hyphens only.`,
  'wildcard-a-label': (p) => `For ${p.program} a * beside other characters does not match an A-label (xn--).`,
  'wildcard-public-suffix': (p) =>
    `${p.program} takes no wildcard for a whole public suffix: ${p.presented}.`,
  'wildcard-suffixes-not-loaded': (p) =>
    `The public suffix list is not loaded yet; ${p.program} would not take a single label after the * unless the list allows it.`,
  'exact-equal': (p) => `${p.presented} is identical to ${p.reference}.`,
  'exact-differs': (p) =>
    `${p.presented} is not identical to ${p.reference}, and ${p.program} takes no less here.`,
  'address-equal': (p) =>
    `The iPAddress ${p.presented} is ${p.reference}, octet for octet (RFC 9525 section 6.4).`,
  'address-equal-mapped': (p) =>
    `For ${p.program} the iPAddress ${p.presented} is ${p.reference}: an IPv4-mapped address counts as IPv4.`,
  'address-differs': (p) => `The iPAddress ${p.presented} is not ${p.reference}.`,
  'common-name-never': (p) =>
    p.program === 'RFC 9525'
      ? 'The common name must not be used (RFC 9525 section 2).'
      : `${p.program} never looks at the common name.`,
  'common-name-blocked': (p) =>
    `${p.program} does not look at the common name, since subjectAltName holds names of a kind that decides.`,
  'common-name-not-for-address': (p) => `${p.program} does not look for an IP address in the common name.`,
  'common-name-not-for-server': (p) =>
    `${p.program} does not look at the common name: extKeyUsage does not allow server authentication.`,
  'common-name-absent': () => 'The subject has no common name.',
  'common-name-several': (p) =>
    `${p.program} does not look at the common name, since there is more than one.`,
  'common-name-allowed': (p) =>
    `No name in subjectAltName decides, so ${p.program} looks at the common name.`,
  'common-name-not-chosen': (p) =>
    `${p.program} looks at ${chosenCommonName[p.which as CommonNameRules['which']]}, which ${p.presented} is not.`,
  'domain-components-equal': (p) =>
    `Every label of the host is a domainComponent of the subject (${p.program}).`,
  'domain-components-differ': (p) =>
    `A label of the host is no domainComponent of the subject (${p.program}).`,
};
