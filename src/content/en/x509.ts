/** Sentences for what the reader of certificates reports. */
import type { Params } from '../../decision.ts';
import type { BundleCode } from '../../x509/bundle.ts';
import type { CertificateErrorCode } from '../../x509/certificateError.ts';
import type { InputProblemCode } from '../../x509/inputReport.ts';
import type { SanMalformation } from '../../x509/types.ts';
import { stopped } from './stopped.ts';

type Sentence = (params: Params) => string;

const grouped = (count: string | number | undefined): string => Number(count ?? 0).toLocaleString('en');
const million = (count: string | number | undefined): string => (Number(count ?? 0) / 1e6).toFixed(1);

/** OpenSSL 3 needs its legacy provider for the oldest algorithms; it does no harm to the others. */
const writeAnew =
  'OpenSSL writes it anew: openssl pkcs12 -legacy -in old.p12 -out all.pem, then openssl pkcs12 -export -in all.pem -out new.p12';
const encryptAnew =
  'OpenSSL encrypts it anew: openssl pkcs8 -topk8 -provider legacy -provider default -in old.key -out new.key';

const input: Record<InputProblemCode, Sentence> = {
  stopped,
  empty: () => 'There is nothing here yet. Paste a certificate or open a file.',
  'looks-like-html': () => 'This looks like a web page (HTML), not a certificate.',
  'looks-like-xml': () => 'This looks like XML, not a certificate.',
  'looks-like-json': () => 'This looks like JSON, and no PEM block stands in it.',
  'looks-like-nginx': () => 'This looks like an nginx configuration, not a certificate.',
  'looks-like-apache': () => 'This looks like an Apache httpd configuration, not a certificate.',
  'looks-like-haproxy': () => 'This looks like a HAProxy configuration, not a certificate.',
  'looks-like-caddy': () => 'This looks like a Caddyfile, not a certificate.',
  'looks-like-ssh-key': () => 'This looks like an SSH key. SSH keys are not X.509 certificates.',
  'looks-like-pgp': () => 'This looks like an OpenPGP block, not an X.509 certificate.',
  'looks-like-openssl-text': () =>
    'This is the text that openssl prints about a certificate. The certificate itself (the part from BEGIN to END) is missing.',
  'looks-like-error-log': () => 'This looks like a line of an error log, not a certificate.',
  'looks-like-client-hello': () => 'This looks like a TLS record, not a certificate.',
  'looks-like-url': () =>
    'This looks like a URL. The page fetches nothing: paste the certificate, for example from openssl s_client -showcerts.',
  'looks-like-host-name': () =>
    'This looks like a host name. The page fetches nothing: paste the certificate, for example from openssl s_client -showcerts.',
  'looks-like-plain-text': () => 'This is text without a certificate in it: no line begins with -----BEGIN.',
  'looks-like-image': () => 'This looks like an image, not a certificate.',
  'looks-like-pdf': () => 'This looks like a PDF document, not a certificate.',
  'looks-like-archive': () => 'This looks like an archive. Unpack it and open the certificate inside.',
  'looks-like-java-keystore': () =>
    'This looks like a Java keystore (JKS). Convert it with keytool -importkeystore -deststoretype PKCS12.',
  'looks-like-capture': () => 'This looks like a network capture, not a certificate.',
  'looks-like-database': () =>
    'This looks like an SQLite database (a browser’s certificate store, perhaps), not a certificate.',
  'looks-like-program': () => 'This looks like a program file, not a certificate.',
  'looks-like-binary': () => 'This looks like binary data that is neither text nor ASN.1.',
  'pem-no-end': ({ label }) =>
    `The line -----END ${label ?? ''}----- is missing: the end was probably cut off.`,
  'pem-label-mismatch': ({ begin, end }) => `It begins as ${begin ?? ''} and ends as ${end ?? ''}.`,
  'pem-bad-base64': () => 'A character here is not base64. What stands before it was read.',
  'pem-incomplete-base64': () =>
    'The base64 text stops inside a group of four characters: something is missing.',
  'pem-empty': () => 'There is nothing between BEGIN and END.',
  'pem-end-without-begin': ({ label }) =>
    `The line -----BEGIN ${label ?? ''}----- is missing: the start was probably cut off.`,
  'pem-odd-line': ({ written, proper }) =>
    `This line reads ${written ?? ''}; programs want ${proper ?? ''} and will not find the block.`,
  'pem-odd-characters': ({ point }) =>
    `An invisible character (${point ?? ''}) stands among the base64. It was passed over here; programs refuse it.`,
  'hex-bad-character': () =>
    'A character here is not hexadecimal, and something is missing after it. What stands before it was read.',
  'hex-odd-digits': () => 'The hexadecimal text ends with half a byte: something is missing.',
  'input-too-large': ({ length, limit }) =>
    `This input has ${million(length)} million characters; at most ${million(limit)} million are read here.`,
  'input-cut-short': ({ length, got }) =>
    `The end is missing: by its first bytes it has ${length ?? ''} bytes, and ${got ?? ''} are here.`,
  'der-trailing-data': ({ length, offset }) =>
    `${length ?? ''} bytes follow at offset ${offset ?? ''} that belong to nothing.`,
  'label-contradicts-content': ({ label, kind }) =>
    `It is labelled ${label ?? ''}, but the content is of another kind (${kind ?? ''}).`,
  'pkcs7-without-certificates': () => 'There is no certificate in this PKCS#7 structure.',
  'pkcs12-needs-password': () =>
    'This PKCS#12 file is protected by a password. Enter it to see the certificates inside.',
  'pkcs12-wrong-password': () =>
    'The password does not open this PKCS#12 file. The file itself is whole: its structure can be read to the end.',
  'pkcs12-damaged': () =>
    'This PKCS#12 file is damaged, so no password opens it: its structure stops or contradicts itself.',
  'pkcs12-unreadable': () =>
    'There are no bags of certificates or keys in this PKCS#12 file, or they are sealed for somebody’s key instead of a password.',
  'pkcs12-unsupported': ({ algorithm }) =>
    `This PKCS#12 file is encrypted with ${algorithm || 'an algorithm that cannot be read'}, which is not opened here. ${writeAnew}`,
  'pkcs12-too-costly': ({ algorithm, rounds }) =>
    `This PKCS#12 file makes its keys of the password by ${algorithm ?? ''}, in ${grouped(rounds)} rounds: more work than the page spends on it. ${writeAnew}`,
  'pkcs12-altered': () =>
    'The password is right, but the file was changed or damaged since it was made: its checksum (MAC) does not fit.',
  'pkcs12-unchecked': () =>
    'Part of this PKCS#12 file is not encrypted, and is shown without a password. Its checksum (MAC) was not checked.',
  'key-wrong-password': () =>
    'The password does not open this key, or the key is damaged: it has no checksum, so the two look the same.',
  'key-unsupported': ({ algorithm }) =>
    `This key is encrypted with ${algorithm || 'an algorithm that cannot be read'}, which is not opened here. ${encryptAnew}`,
  'key-too-costly': ({ algorithm, rounds }) =>
    `What opens this key is made of the password by ${algorithm ?? ''}, in ${grouped(rounds)} rounds: more work than the page spends on it. ${encryptAnew}`,
  'pkcs12-partly-read': ({ algorithm }) =>
    algorithm
      ? `Part of this PKCS#12 file is encrypted with ${algorithm}, which is not opened here. ${writeAnew}`
      : 'Part of this PKCS#12 file could not be opened here.',
};

const certificate: Record<CertificateErrorCode, Sentence> = {
  'certificate-empty': () => 'The certificate has no bytes.',
  'certificate-not-a-sequence': () => 'A certificate is a SEQUENCE; this begins with another type.',
  'certificate-broken': () =>
    'The encoding is cut or contradicts itself here, so the certificate cannot be read to its end.',
  'certificate-wrong-field': ({ field }) => `The field ${field ?? ''} is missing or is not of its type.`,
};

const subjectAltName: Record<SanMalformation, Sentence> = {
  'san-unreadable': () => 'The value is not a readable GeneralNames.',
  'san-trailing-data': () => 'Bytes follow the GeneralNames.',
  'san-empty': () => 'The GeneralNames is empty; RFC 5280 wants at least one name.',
  'san-not-general-name': () => 'One of its elements is no GeneralName.',
  'san-not-der': () => 'The value is encoded in BER, not in DER.',
  'san-not-ia5': () => 'A name contains bytes that are not ASCII.',
  'san-ip-length': () => 'An IP address has neither 4 nor 16 bytes.',
};

const validity: Record<'valid' | 'expired' | 'not-yet' | 'unreadable', string> = {
  valid: 'valid',
  expired: 'expired',
  'not-yet': 'not valid yet',
  unreadable: 'its dates cannot be read',
};

const bundle: Record<BundleCode, Sentence> = {
  'bundle-duplicate': ({ subject, first }) =>
    `${subject ?? ''} is there more than once; the first is certificate ${first ?? ''}.`,
  'bundle-misordered': ({ subject, place, wanted }) =>
    `Misordered: ${subject ?? ''} is certificate ${place ?? ''} of the input and ${wanted ?? ''} of the chain. A server sends the leaf first, each issuer behind what it issued (RFC 5246 section 7.4.2).`,
  'bundle-missing-issuer': ({ subject, issuer }) =>
    `An intermediate is probably missing: ${issuer ?? ''} issued ${subject ?? ''}, and its certificate is not in the input.`,
  'bundle-ends-before-root': ({ subject, issuer }) =>
    `The chain ends at ${subject ?? ''}; its issuer ${issuer ?? ''} is not in the input. That is right if it is a root, which clients have themselves.`,
  'bundle-root-included': ({ subject }) =>
    `${subject ?? ''} is a root. A server need not send it: clients trust only their own copy.`,
  'bundle-extra': ({ subject }) => `${subject ?? ''} is not needed: it is in nobody’s chain here.`,
};

/** Where in the pasted text a problem is. */
const place = (line: number, column: number): string => `Line ${line}, character ${column}:`;

export const x509 = { input, place, bundle, certificate, subjectAltName, validity };
