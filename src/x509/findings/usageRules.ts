/** What the certificate may be used for: RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12. */
import { extensionOf, servesTls, subjectAltNames, when, type Rule } from './subject.ts';

const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXT_KEY_USAGE = '2.5.29.37';

/** Version 1 knows no extensions, so nothing is missing there. */
const purposes: Rule = ({ certificate, role }) => {
  const { extKeyUsage, version, tbsCertificate } = certificate;
  if (role !== 'leaf' || version < 3) return [];
  const extension = extensionOf(certificate, EXT_KEY_USAGE);
  if (extension === undefined) return [{ code: 'no-purposes', place: tbsCertificate }];
  return when(!servesTls(certificate), {
    code: 'not-for-servers',
    place: extension,
    params: { purposes: (extKeyUsage ?? []).join(', ') },
  });
};

/** A CA with names of hosts, as `openssl req -x509` makes them. */
const caAsLeaf: Rule = ({ certificate, role }) => {
  const named = subjectAltNames(certificate).some(({ type }) => type === 'dNSName' || type === 'iPAddress');
  const extension = extensionOf(certificate, BASIC_CONSTRAINTS);
  if (role === 'leaf' || !named || extension === undefined) return [];
  return [{ code: 'ca-as-leaf', place: extension }];
};

const basicConstraints: Rule = ({ certificate }) => {
  const constraints = certificate.basicConstraints;
  const extension = extensionOf(certificate, BASIC_CONSTRAINTS);
  if (constraints === null || extension === undefined) return [];
  return [
    ...when(!constraints.ca && constraints.pathLength !== null, {
      code: 'path-length-without-ca',
      place: extension,
    }),
    ...when(constraints.ca && !extension.critical, {
      code: 'basic-constraints-not-critical',
      place: extension,
    }),
  ];
};

const keyUsage: Rule = ({ certificate, role, isServer }) => {
  const extension = extensionOf(certificate, KEY_USAGE);
  const usages = certificate.keyUsage;
  if (extension === undefined || usages === null) return [];
  if (usages.length === 0) return [{ code: 'key-usage-empty', place: extension }];
  const signs = usages.includes('keyCertSign');
  return [
    ...when(role === 'leaf' && signs, { code: 'cert-sign-without-ca', place: extension }),
    ...when(role !== 'leaf' && !signs, { code: 'ca-without-cert-sign', place: extension }),
    ...when(isServer && !usages.includes('digitalSignature'), {
      code: 'no-digital-signature',
      place: extension,
      params: { usages: usages.join(', ') },
    }),
  ];
};

export const usageRules: readonly Rule[] = [purposes, caAsLeaf, basicConstraints, keyUsage];
