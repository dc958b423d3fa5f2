/** Length octets of X.690 8.1.3 and 10.1, the forms other than the short one. */

/**
 * Reads long, indefinite and reserved forms. The offset after the length octets is left in `content`, so that the scan
 * allocates nothing.
 */
export class LengthReader {
  /** Not lengths: `read` answers these for 0x80, for 0xff, and for 2^32 octets or more. */
  static readonly indefinite = -1;
  static readonly reserved = -2;
  static readonly tooLarge = -3;
  content = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Reads at `offset`, whose octet is 0x80 or more. When the octets run past `limit`, so does `content`. */
  read(offset: number, limit: number): number {
    const count = (this.bytes[offset] ?? 0) & 0x7f;
    this.content = offset + 1;
    if (count === 0) return LengthReader.indefinite;
    if (count === 0x7f) return LengthReader.reserved;
    this.content = offset + 1 + count;
    if (this.content > limit) return 0;
    let length = 0;
    for (let p = offset + 1; p < this.content; p++) length = length * 256 + (this.bytes[p] ?? 0);
    return length < 2 ** 32 ? length : LengthReader.tooLarge;
  }

  /** Whether a definite length in long form at `offset`, up to `content`, could have been shorter (10.1). */
  isPadded(offset: number, content: number): boolean {
    const first = this.bytes[offset + 1] ?? 0;
    return first === 0 || (content - offset === 2 && first < 0x80);
  }
}
