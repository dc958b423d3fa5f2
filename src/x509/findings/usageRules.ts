/** What the certificate may be used for: RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12. */
import * as oid from '../../asn1/oid.ts';
import { extensionOf, servesTls, subjectAltNames, when, type Rule } from './subject.ts';

/** Version 1 knows no extensions, so nothing is missing there. */
const purposes: Rule = ({ certificate, role }) => {
  const { extKeyUsage, version, tbsCertificate } = certificate;
  if (role !== 'leaf' || version < 3) return [];
  const extension = extensionOf(certificate, oid.extKeyUsage);
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
  const extension = extensionOf(certificate, oid.basicConstraints);
  if (role === 'leaf' || !named || extension === undefined) return [];
  return [{ code: 'ca-as-leaf', place: extension }];
};

const basicConstraints: Rule = ({ certificate }) => {
  const constraints = certificate.basicConstraints;
  const extension = extensionOf(certificate, oid.basicConstraints);
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
  const extension = extensionOf(certificate, oid.keyUsage);
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
