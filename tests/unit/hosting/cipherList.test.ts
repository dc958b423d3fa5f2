import { expect, test } from 'vitest';
import { readCipherList } from '../../../src/hosting/cipherList.ts';

// `openssl ciphers -V -stdname LIST` of OpenSSL 3.0.22: RSA and ECDSA suites without ARIA and NULL; number, first, last.
test.each([
  ['HIGH:!aNULL:!MD5', 51, 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA'],
  ['DEFAULT', 27, 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
  [
    'EECDH+AESGCM:EDH+AESGCM',
    6,
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  ],
  ['HIGH:!aECDSA', 38, 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA'],
  [
    'ALL:!DH:+kRSA:@STRENGTH',
    36,
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA',
  ],
  [
    'kEECDH+ECDSA+AES128:kEECDH+AES256:!MD5:!SHA1',
    10,
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  ],
  [
    'AES128+EECDH:AES128+EDH',
    13,
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
  ],
  [
    'AESGCM:!kRSA:ECDHE+AES',
    18,
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  ],
  ['SHA384', 4, 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384', 'TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384'],
  ['DEFAULT:!AES128:+ECDHE', 15, 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'],
  [
    'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256',
    2,
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  ],
])('%s', (text, count, first, last) => {
  const { suites, unknown } = readCipherList(text);
  expect(unknown).toEqual([]);
  expect([suites.length, suites[0], suites.at(-1)]).toEqual([count, first, last]);
});

test('@SECLEVEL is read; words that are not known are told', () => {
  expect(readCipherList('ALL:@SECLEVEL=0').securityLevel).toBe(0);
  expect(readCipherList('HIGH').securityLevel).toBeNull();
  expect(readCipherList('PROFILE=SYSTEM')).toMatchObject({ suites: [], unknown: ['PROFILE=SYSTEM'] });
});
