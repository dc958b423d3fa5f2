/** The package has no types of its own; the final slash keeps Node from taking its built-in module instead. */
declare module 'punycode/' {
  /** RFC 3492: the text after `xn--` -> the U-label. Throws RangeError when it cannot be decoded. */
  export function decode(input: string): string;
  /** RFC 3492: a U-label -> the text after `xn--`. */
  export function encode(input: string): string;
}
