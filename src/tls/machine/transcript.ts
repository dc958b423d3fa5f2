/** The handshake's messages so far (RFC 9846 section 4.1, RFC 5246 section 7.4.9). */
import { handshakeType } from '../codePoints.ts';
import { concat } from '../../bytes/concat.ts';
import { digest, runningHash, type HashName, type RunningHash } from '../crypto/hash.ts';

export class Transcript {
  #messages: Uint8Array[] = [];
  #retried = false;
  #running: { name: HashName; hash: RunningHash } | null = null;

  add(message: Uint8Array): void {
    this.#messages.push(message);
    this.#running?.hash.update(message);
  }

  /** Their hash, which the cipher suite names. */
  hash(name: HashName): Uint8Array {
    if (this.#running?.name !== name) this.#running = this.#begin(name);
    return this.#running.hash.digest();
  }

  /** The hash as if `partial` followed: for the binders, which cover a ClientHello without themselves. */
  hashWith(name: HashName, partial: Uint8Array): Uint8Array {
    return digest(name, concat(...this.#messages, partial));
  }

  /** All messages as they are: TLS 1.2 signs them. */
  bytes(): Uint8Array {
    return concat(...this.#messages);
  }

  /** The first ClientHello becomes a message_hash when a HelloRetryRequest answers it. */
  replaceByHash(name: HashName): void {
    const hash = digest(name, this.bytes());
    this.#messages = [Uint8Array.of(handshakeType('message_hash'), 0, 0, hash.length), hash];
    this.#running = null;
    this.#retried = true;
  }

  /** Whether it begins with a first ClientHello and a HelloRetryRequest. */
  get hasRetry(): boolean {
    return this.#retried;
  }

  #begin(name: HashName): { name: HashName; hash: RunningHash } {
    const hash = runningHash(name);
    for (const message of this.#messages) hash.update(message);
    return { name, hash };
  }
}
