/** A client where the handshake is modelled up to the server's certificate only: old versions, SRP, OpenPGP. */
import { suiteParts } from '../cipherSuiteParts.ts';
import { certificateType, cipherSuiteName } from '../codePoints.ts';
import type { NotModelled } from '../endpoint.ts';
import { findExtension } from '../findExtension.ts';
import { parseCertificate12 } from '../messages/certificate.ts';
import type { ServerHelloContent } from '../messages/serverHello.ts';
import { reading, refuse, wait } from './state.ts';
import type { Handshake, Step } from './state.ts';

/** What in an answer of TLS 1.2 is not modelled; null: nothing. */
export function unmodelledIn({ cipher_suite, extensions }: ServerHelloContent): NotModelled | null {
  if (findExtension(extensions, 'cert_type') === certificateType('OpenPGP_RESERVED')) return 'openpgp';
  return suiteParts(cipherSuiteName(cipher_suite))?.keyExchange === 'srp' ? 'srp' : null;
}

/** Waits for the certificate, if one comes that can be read, and stops when it was judged. */
export function continueUnmodelled(
  handshake: Handshake,
  { cipher_suite }: ServerHelloContent,
  what: NotModelled,
): Step {
  const stop: Step = { kind: 'stop', what };
  const authentication = suiteParts(cipherSuiteName(cipher_suite))?.authentication ?? null;
  if (what === 'openpgp' || authentication === null) return stop;
  const certificate = reading(handshake, parseCertificate12, ({ certificate_list: chain }, { bytes }) => {
    handshake.transcript.add(bytes);
    if (chain.length === 0) return refuse('decode_error', 'no-certificate');
    return { kind: 'judge', chain, possession: 'not-modelled', accepted: () => stop };
  });
  return wait({ name: 'WAIT_CERTIFICATE', on: { certificate }, changeCipherSpec: 'unexpected' });
}
