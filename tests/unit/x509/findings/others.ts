/** Requests, revocation lists, OCSP responses and keys written by hand, and all that is to be said of each. */
import type { OtherKind } from '../../../../src/x509/inputReport.ts';
import * as make from './certificate.ts';
import { bytes, dns, name, san, sequence, tlv } from './certificate.ts';

const signed = (data: Uint8Array, algorithm: Uint8Array): Uint8Array =>
  sequence(data, algorithm, bytes('030400300000'));
const sha1WithRsa = sequence(bytes('06092a864886f70d010105'), bytes('0500'));
const p256 = make.ecKey(bytes('06082a8648ce3d030107'));
const rsa1024 = make.rsaKey(Uint8Array.from([0, ...new Uint8Array(128).fill(0xc5)]), bytes('010001'));

type Request = { subject?: string; key?: Uint8Array; names?: Uint8Array[]; algorithm?: Uint8Array };

/** RFC 2986 section 4; `names` in an extensionRequest (RFC 2985 section 5.4.2). */
function request({ subject = 'www.whichcert.dev', key = p256, names, algorithm }: Request): Uint8Array {
  const asked = names
    ? sequence(bytes('06092a864886f70d01090e'), tlv(0x31, sequence(san(...names))))
    : new Uint8Array();
  const info = sequence(bytes('020100'), name(subject), key, tlv(0xa0, asked));
  return signed(info, algorithm ?? make.ecdsaWithSha256);
}
const askedName = dns('www.whichcert.dev');

/** RFC 5280 section 5.1, without entries. */
function list(times: Uint8Array[], algorithm = make.ecdsaWithSha256, outside = algorithm): Uint8Array {
  return signed(sequence(bytes('020101'), algorithm, name('Some CA'), ...times), outside);
}

/** RFC 6960 section 4.2.1: one answer, 'good', for the serial number 1. */
function response(times: Uint8Array[], algorithm = make.ecdsaWithSha256): Uint8Array {
  const hashed = tlv(0x04, new Uint8Array(20));
  const certId = sequence(sequence(bytes('06052b0e03021a')), hashed, hashed, bytes('020101'));
  const single = sequence(certId, bytes('8000'), ...times);
  const data = sequence(
    tlv(0xa1, name('Responder')),
    make.generalizedTime('20260501000000Z'),
    sequence(single),
  );
  const basic = sequence(bytes('06092b0601050507300101'), tlv(0x04, signed(data, algorithm)));
  return sequence(bytes('0a0100'), tlv(0xa0, basic));
}
const from = make.generalizedTime;
const until = (time: string): Uint8Array => tlv(0xa0, make.generalizedTime(time));

const single = 'responseBytes.response.basicOCSPResponse.tbsResponseData.responses[0]';

/** At 2026-05-01T00:00:00Z. */
export const others: readonly [string, OtherKind, Uint8Array, string[]][] = [
  ['a request with names', 'csr', request({ names: [askedName] }), []],
  [
    'a request for a host, without names',
    'csr',
    request({}),
    ['warning request-without-names certificationRequestInfo.subject[0][0].value'],
  ],
  [
    'a request for a person, without names',
    'csr',
    request({ subject: 'Ada Lovelace' }),
    ['note request-without-names certificationRequestInfo.subject'],
  ],
  [
    'a request of RSA 1024',
    'csr',
    request({ names: [askedName], key: rsa1024 }),
    ['error rsa-small certificationRequestInfo.subjectPKInfo'],
  ],
  [
    'a request signed with SHA-1',
    'csr',
    request({ names: [askedName], algorithm: sha1WithRsa }),
    ['warning weak-signature signatureAlgorithm'],
  ],
  ['a list', 'crl', list([make.utcTime('260430000000Z'), make.utcTime('260507000000Z')]), []],
  [
    'a list that was due a second ago',
    'crl',
    list([make.utcTime('260423000000Z'), make.utcTime('260430235959Z')]),
    ['error list-outdated tbsCertList.nextUpdate'],
  ],
  ['a list that is due now', 'crl', list([make.utcTime('260423000000Z'), make.utcTime('260501000000Z')]), []],
  [
    'a list without nextUpdate',
    'crl',
    list([make.utcTime('260430000000Z')]),
    ['warning list-without-end tbsCertList.issuer'],
  ],
  [
    'a list of tomorrow',
    'crl',
    list([make.utcTime('260502000000Z'), make.utcTime('260507000000Z')]),
    ['error list-early tbsCertList.thisUpdate'],
  ],
  [
    'a list signed with SHA-1',
    'crl',
    list([make.utcTime('260430000000Z'), make.utcTime('260507000000Z')], sha1WithRsa),
    ['warning weak-signature signatureAlgorithm'],
  ],
  [
    'a list with two algorithms (RFC 5280 section 5.1.1.2)',
    'crl',
    list(
      [make.utcTime('260430000000Z'), make.utcTime('260507000000Z')],
      make.ecdsaWithSha256,
      sequence(bytes('06082a8648ce3d040303')),
    ),
    ['error list-algorithms-differ signatureAlgorithm'],
  ],
  [
    'a list whose algorithms differ in their parameters',
    'crl',
    list(
      [make.utcTime('260430000000Z'), make.utcTime('260507000000Z')],
      sequence(bytes('06092a864886f70d01010b'), bytes('0500')),
      sequence(bytes('06092a864886f70d01010b')),
    ),
    ['error list-algorithms-differ signatureAlgorithm'],
  ],
  ['a response', 'ocsp-response', response([from('20260430000000Z'), until('20260507000000Z')]), []],
  ['a response without nextUpdate', 'ocsp-response', response([from('20260430000000Z')]), []],
  [
    'a response that was due yesterday',
    'ocsp-response',
    response([from('20260423000000Z'), until('20260430000000Z')]),
    [`error response-outdated ${single}.nextUpdate`],
  ],
  [
    'a response of tomorrow',
    'ocsp-response',
    response([from('20260502000000Z'), until('20260507000000Z')]),
    [`error response-early ${single}.thisUpdate`],
  ],
  [
    'a response signed with SHA-1',
    'ocsp-response',
    response([from('20260430000000Z'), until('20260507000000Z')], sha1WithRsa),
    ['warning weak-signature responseBytes.response.basicOCSPResponse.signatureAlgorithm'],
  ],
  ['a key of RSA 1024', 'public-key', rsa1024, ['error rsa-small SubjectPublicKeyInfo']],
  [
    'a key on a curve of no CA',
    'public-key',
    make.ecKey(bytes('06052b8104000a')),
    ['warning ec-curve algorithm'],
  ],
];
